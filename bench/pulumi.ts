import { join, resolve } from 'node:path';
import { timed } from './run';
import { median, printTable, ratio, seconds } from './table';

const ROOT = resolve(__dirname, '..');
const PROGRAM = join(__dirname, 'programs', 'pulumi.js');
const RUNS = 5;

interface Registered {
  readonly register: number;
  readonly registered: number;
  readonly maxRss: number;
}

/** Registration of objects with Pulumi's mocks, against the same objects by the SDK's classes; and what imports cost. */
export function benchPulumi(counts: readonly number[]): void {
  printTable('N objects registered with Pulumi’s mocks, seconds', [
    ['N', 'ours', 'SDK classes', 'ours/classes', 'added by us', 'ours: MB'],
    ...counts.map(count => {
      const [ours, classes] = [registered('kubewright', count), registered('classes', count)];
      const times = [seconds(ours.register), seconds(classes.register), ratio(ours.register, classes.register)];
      return [String(count), ...times, seconds(ours.register - classes.register), ours.maxRss.toFixed(0)];
    }),
  ]);
  const sdk = imported('@pulumi/pulumi');
  const rows = [
    ['@pulumi/pulumi', '@pulumi/pulumi'],
    ['kubewright/pulumi', './lib/src/pulumi'],
    ['@pulumi/kubernetes', '@pulumi/kubernetes'],
  ] as const;
  printTable('import, seconds', [
    ['', 'import', 'more than @pulumi/pulumi'],
    ...rows.map(([name, module]) => {
      const time = imported(module);
      return [name, seconds(time), seconds(time - sdk)];
    }),
  ]);
}

function registered(engine: string, count: number): Registered {
  const runs = Array.from(
    { length: RUNS },
    () => JSON.parse(timed('node', [PROGRAM, engine, String(count)], { cwd: ROOT }).stdout) as Registered,
  );
  if (runs.some(run => run.registered < count))
    throw new Error(`${engine} registered ${runs[0]?.registered} of ${count}`);
  return { ...runs[0]!, register: median(runs.map(run => run.register)) };
}

function imported(module: string): number {
  const program = `const t = performance.now(); require(${JSON.stringify(module)}); console.log(performance.now() - t)`;
  return median(Array.from({ length: RUNS }, () => Number(timed('node', ['-e', program], { cwd: ROOT }).stdout)));
}
