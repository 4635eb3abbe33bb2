import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];
// taken before any test replaces `os.tmpdir`
const root = tmpdir();

/** A new empty folder; {@link removeTempFolders} removes it. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(root, 'kubewright-test-'));
  made.push(folder);
  return folder;
}

/** To be given to `afterEach` or `afterAll`. */
export function removeTempFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Runs `work` with environment variables, and puts the former ones back. */
export function withEnv<T>(values: Readonly<Record<string, string>>, work: () => T): T {
  const former = { ...process.env };
  Object.assign(process.env, values);
  try {
    return work();
  } finally {
    for (const key of Object.keys(values)) {
      if (former[key] === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = former[key];
    }
  }
}
