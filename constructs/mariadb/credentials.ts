import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { checkSecretValues } from '../common/given-secret';
import type { MariaDbCredentials, MariaDbPasswords } from './props';

/** Whether the passwords themselves are given. */
export function hasValues(credentials: MariaDbCredentials | undefined): credentials is MariaDbPasswords {
  return (credentials as Partial<MariaDbPasswords> | undefined)?.values !== undefined;
}

/** Looks at the credentials prop. */
export function checkCredentials(checks: Checks, credentials: MariaDbCredentials | undefined): void {
  if (!credentials || isDeferred(credentials)) {
    checks.known('credentials', credentials, 'its fields may be known later');
    return;
  }
  if (!hasValues(credentials)) {
    checks.secret('credentials', credentials);
    checks.secretKey('credentials.passwordKey', credentials.passwordKey);
    checks.secretKey('credentials.rootPasswordKey', credentials.rootPasswordKey);
    return;
  }
  checks.known('credentials.values', credentials.values, 'its fields may be known later');
  if (isDeferred(credentials.values)) return;
  if (!checks.isGiven('credentials.values', credentials.values)) return;
  const { password, rootPassword } = credentials.values;
  checkSecretValues(checks, 'credentials.values', { password, rootPassword });
  if ('name' in credentials) {
    checks.fail('KW2012', 'credentials has both a name and values', 'name a Secret, or give values to make one of');
  }
}
