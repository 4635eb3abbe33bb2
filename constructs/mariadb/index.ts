export { MariaDbBackup, type MariaDbBackupOptions, type MariaDbBackupProps } from './backup';
export { MariaDb } from './mariadb';
export type { MariaDbCredentials, MariaDbPasswords, MariaDbProps, MariaDbSecret } from './props';
export type { MariaDbConfiguration } from './server-config';
