import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { checkSecretValues } from '../common/given-secret';
import type { RedisCredentials, RedisPassword } from './props';

/** Whether the password itself is given. */
export function hasValues(credentials: RedisCredentials | undefined): credentials is RedisPassword {
  return (credentials as Partial<RedisPassword> | undefined)?.values !== undefined;
}

/** Looks at the credentials prop. */
export function checkCredentials(checks: Checks, credentials: RedisCredentials | undefined): void {
  if (!credentials || isDeferred(credentials)) {
    checks.known('credentials', credentials, 'its fields may be known later');
    return;
  }
  if (!hasValues(credentials)) {
    checks.secret('credentials', credentials);
    checks.secretKey('credentials.passwordKey', credentials.passwordKey);
    return;
  }
  checks.known('credentials.values', credentials.values, 'its fields may be known later');
  if (isDeferred(credentials.values)) return;
  if (!checks.isGiven('credentials.values', credentials.values)) return;
  checkSecretValues(checks, 'credentials.values', { password: credentials.values.password });
  if ('name' in credentials) {
    checks.fail('KW2012', 'credentials has both a name and values', 'name a Secret, or give values to make one of');
  }
}
