import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Distinct ports of the loopback interface that were free a moment ago; another program may still be quicker to take one. */
export async function freePorts(count: number): Promise<number[]> {
  // All are held open until the last is known, or the system could name the same one twice.
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(server => once(server.close(), 'close')));
  return ports;
}
