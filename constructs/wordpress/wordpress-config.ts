import { derived } from '../../src/values';

/** The keys and salts that sign WordPress's cookies, by their names as constants of `wp-config.php`. */
const KEYS = [
  'AUTH_KEY',
  'SECURE_AUTH_KEY',
  'LOGGED_IN_KEY',
  'NONCE_KEY',
  'AUTH_SALT',
  'SECURE_AUTH_SALT',
  'LOGGED_IN_SALT',
  'NONCE_SALT',
] as const;

/** Keys of the Secret with WordPress's keys and salts, each with the variable that names its file. */
export const secretKeys = KEYS.map(name => ({
  key: name.toLowerCase().replaceAll('_', '-'),
  variable: `WORDPRESS_${name}_FILE`,
}));

/** A length for each of {@link secretKeys}, as WordPress's own generator has it. */
export const secretKeyLengths: Readonly<Record<string, number>> = Object.fromEntries(
  secretKeys.map(({ key }) => [key, 64]),
);

/**
 * PHP that goes into `wp-config.php`.
 * @param internet whether WordPress may connect to the internet; if not it is told so, else it would wait in vain
 * @param hasScheduler whether somebody calls `wp-cron.php`
 * @param extra PHP of the user
 */
export function wordPressConfig(internet: boolean, hasScheduler: boolean, extra: string): string {
  const lines = [
    // the program is in the image, and a change made in the pod would be gone with it
    "define('WP_AUTO_UPDATE_CORE', false);",
    "define('DISALLOW_FILE_EDIT', true);",
    "define('FS_METHOD', 'direct');",
    ...(hasScheduler ? ["define('DISABLE_WP_CRON', true);"] : []),
    ...(internet ? [] : ["define('WP_HTTP_BLOCK_EXTERNAL', true);"]),
  ];
  return derived(extra, known => `${[...lines, ...(known ? [known.trim()] : [])].join('\n')}\n`);
}
