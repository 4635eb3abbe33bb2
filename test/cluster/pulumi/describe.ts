import { spawnSync } from 'node:child_process';
import { type ControlPlane, describeWithControlPlane } from '../control-plane';

/** A jest describe with a control plane and the real Pulumi engine; skipped, or failed, like those without either. */
export function describeWithPulumi(name: string, body: (cluster: () => ControlPlane) => void): void {
  if (spawnSync('pulumi', ['version']).status === 0) {
    describeWithControlPlane(name, cluster => {
      jest.setTimeout(300_000);
      body(cluster);
    });
    return;
  }
  const message = `"${name}" needs pulumi on PATH; to get it: https://www.pulumi.com/docs/install/`;
  describe(name, () => {
    if (process.env.KUBEWRIGHT_REQUIRE_CLUSTER === '1') {
      test('has pulumi', () => {
        throw new Error(message);
      });
    } else {
      process.stderr.write(`skipped: ${message}\n`);
      test.skip('needs pulumi', () => {});
    }
  });
}
