import { Chart } from 'cdk8s';
import { App, RestrictedNamespace } from '../../src';
import { volumeBackups } from '../constructs/volume-backup/variants';
import { describeWithControlPlane } from './control-plane';

jest.setTimeout(240_000);

const STRICT = ['--server-side', '--validate=strict'];

describeWithControlPlane('backups of volumes on a real API server', cluster => {
  test.each(Object.entries(volumeBackups))(
    '%s: admitted in strict mode by a restricted namespace',
    async (name, program) => {
      const namespace = `backup-${name.toLowerCase().replace(/[^a-z]+/g, '-')}`;
      const app = new App();
      const chart = new Chart(app, 'backup', { namespace });
      new RestrictedNamespace(chart, 'namespace', { name: namespace });
      program(chart);
      const apply = await cluster().kubectl(['apply', ...STRICT, '-f', '-'], { input: app.synthYaml() });
      expect(apply.stderr).toBe('');
      const again = await cluster().kubectl(['diff', '--server-side', '-f', '-'], {
        input: app.synthYaml(),
        allowFailure: true,
      });
      expect(again.stdout).toBe('');
      const { stdout } = await cluster().kubectl(['-n', namespace, 'get', 'cronjobs', '-o', 'name']);
      const cronJobs = stdout.trim().split('\n');
      expect(cronJobs.filter(job => /uploads|nightly/.test(job))).toHaveLength(2);
      for (const [i, job] of cronJobs.entries()) {
        const args = ['-n', namespace, 'create', 'job', `by-hand-${i}`, `--from=${job}`];
        // Pod Security warns of a job whose pods it would not admit
        expect((await cluster().kubectl(args)).stderr).toBe('');
      }
    },
  );
});
