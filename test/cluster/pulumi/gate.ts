import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { tempFolder } from '../../support/temp-folders';
import { freePorts } from '../ports';

/** A way to an API server that can be shut: no connection gets through then, and those that are open break. */
export class Gate {
  public static async to(url: string, kubeconfig: string): Promise<Gate> {
    const [port] = (await freePorts(1)) as [number];
    const gate = new Gate(Number(new URL(url).port), port, join(tempFolder(), 'kubeconfig'));
    const text = readFileSync(kubeconfig, 'utf8').replaceAll(url, `https://127.0.0.1:${port}`);
    writeFileSync(gate.kubeconfig, text, { mode: 0o600 });
    await gate.open();
    return gate;
  }

  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly target: number,
    private readonly port: number,
    /** A kubeconfig that leads through the gate. */
    public readonly kubeconfig: string,
  ) {}

  public async open(): Promise<void> {
    const server = createServer(socket => this.join(socket, connect(this.target, '127.0.0.1')));
    await new Promise<void>(resolve => server.listen(this.port, '127.0.0.1', resolve));
    this.server = server;
  }

  public async shut(): Promise<void> {
    const closed = new Promise(resolve => this.server?.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(one: Socket, other: Socket): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      this.sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }
}
