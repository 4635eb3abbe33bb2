import type { Checks } from '../common/checks';
import { parseQuantity } from '../common/quantity';

/** Values of MariaDB's option files. */
export type MariaDbConfiguration = Readonly<Record<string, string | number | boolean>>;

/** Looks at what the user gives of the option file. */
export function checkConfiguration(checks: Checks, given: MariaDbConfiguration): void {
  for (const key of Object.keys(given)) {
    checks.match('configuration', key, /^[a-z][a-z0-9_.-]*$/, 'names of options such as max-connections');
  }
  for (const value of Object.values<unknown>(given)) {
    const text = typeof value === 'object' ? value : String(value);
    checks.match('configuration', text, /^[^\n\r]*$/, 'values of one line');
  }
}

/**
 * The server's option file.
 *
 * Half of the memory limit goes to InnoDB's buffer pool: what is left is for connections, temporary tables and the
 * file system cache of the container.
 * @see https://mariadb.com/kb/en/innodb-buffer-pool/
 */
export function serverConfig(memoryLimit: string, given: MariaDbConfiguration): string {
  const memory = parseQuantity(memoryLimit) ?? 0;
  const options: MariaDbConfiguration = {
    'character-set-server': 'utf8mb4',
    'skip-name-resolve': true,
    // the root of a volume's file system is no database
    'ignore-db-dirs': 'lost+found',
    'max-connections': 100,
    'innodb-buffer-pool-size': `${Math.max(16, Math.floor(memory / 2 ** 21))}M`,
    ...normalized(given),
  };
  const lines = Object.entries(options).map(([key, value]) => line(key, value));
  return `[mariadbd]\n${lines.join('\n')}\n`;
}

/** MariaDB takes `-` and `_` for the same. */
function normalized(given: MariaDbConfiguration): MariaDbConfiguration {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key.replaceAll('_', '-'), value]));
}

function line(key: string, value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? key : `${key} = 0`;
  return `${key} = ${value}`;
}
