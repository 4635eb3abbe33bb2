import type { k8s } from 'cdk8s-plus-28';
import { derived, isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { images } from '../common/images';
import { quantity } from '../common/parts';
import { checkEndpoint, connectTo } from './endpoint';
import type { Method, MethodDefaults } from './method';
import type { KeepRules, RepositoryTarget } from './props';
import { snapshotRestoreScript, snapshotScript } from './repository-script';

export const repositoryDefaults: MethodDefaults = {
  image: images.restic,
  resources: { cpuRequest: '100m', memoryRequest: '128Mi', memoryLimit: '1Gi' },
};

const RULES = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;
const KEEP: KeepRules = { daily: 7, weekly: 4, monthly: 6 };
const BUCKET = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^(?!(.*\/)?\.\.?(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;

export function checkRepository(checks: Checks, to: RepositoryTarget): void {
  checks
    .allKnown(to, 's3', 'keep')
    .secret('to.password', to.password, true)
    .integer('to.checkPercent', to.checkPercent, 0, 100)
    .quantity('to.cacheSize', to.cacheSize);
  checkKeep(checks, to.keep);
  const { s3 } = to;
  if (isDeferred(s3)) return;
  if (typeof s3 !== 'object' || s3 === null) {
    checks.fail('KW2012', `to.s3 is ${JSON.stringify(s3)}`, 'use { endpoint, bucket, credentials }');
    return;
  }
  checkEndpoint(checks, 'to.s3', s3);
  checks
    .match('to.s3.bucket', s3.bucket ?? '', BUCKET, '3 to 63 lower-case letters, digits, "-" and "."')
    .match('to.s3.prefix', s3.prefix, PREFIX, 'names with "/" between, such as shop/uploads')
    .match('to.s3.region', s3.region, /^[A-Za-z0-9-]{1,63}$/, 'a region such as eu-central-1')
    .secret('to.s3.credentials', s3.credentials);
  if (isDeferred(s3.credentials)) return;
  checks
    .secretKey('to.s3.credentials.accessKeyIdKey', s3.credentials?.accessKeyIdKey)
    .secretKey('to.s3.credentials.secretAccessKeyKey', s3.credentials?.secretAccessKeyKey);
}

function checkKeep(checks: Checks, keep: KeepRules | undefined): void {
  if (keep === undefined || isDeferred(keep)) return;
  if (typeof keep !== 'object' || keep === null) {
    checks.fail('KW2012', `to.keep is ${JSON.stringify(keep)}`, `use some of ${RULES.join(', ')}`);
    return;
  }
  for (const [rule, number] of Object.entries(keep)) {
    if (RULES.some(known => known === rule)) checks.integer(`to.keep.${rule}`, number, 0, 100_000);
    else checks.fail('KW2012', `to.keep.${rule} is no rule`, `use some of ${RULES.join(', ')}`);
  }
  if (RULES.every(rule => (keep[rule] ?? 0) === 0)) {
    checks.fail('KW2001', 'to.keep keeps nothing', 'keep at least one snapshot, such as { daily: 7 }');
  }
}

/** A repository of restic in a bucket. */
export function repository(to: RepositoryTarget, name: string, namespace: string | undefined): Method {
  const { s3, password } = to;
  const keep = to.keep ?? KEEP;
  const prefix = s3.prefix ?? (namespace === undefined ? name : derived(namespace, known => `${known}/${name}`));
  const { endpoint, bucket, credentials } = s3;
  return {
    backupScript: snapshotScript,
    restoreScript: snapshotRestoreScript,
    env: [
      {
        name: 'RESTIC_REPOSITORY',
        value: derived({ endpoint, bucket, prefix }, known => `s3:${known.endpoint}/${known.bucket}/${known.prefix}`),
      },
      { name: 'RESTIC_PASSWORD_FILE', value: '/run/secrets/restic/password' },
      { name: 'RESTIC_CACHE_DIR', value: '/tmp/cache' },
      ...(s3.region === undefined ? [] : [{ name: 'AWS_DEFAULT_REGION', value: s3.region }]),
      { name: 'CHECK_PERCENT', value: derived(to.checkPercent ?? 1, String) },
      ...RULES.map(rule => ({ name: `KEEP_${rule.toUpperCase()}`, value: derived(keep[rule] ?? 0, String) })),
    ],
    volumes: [
      secret('password', '/run/secrets/restic', password.name, [{ key: password.key, path: 'password' }]),
      secret('s3', '/run/secrets/s3', credentials.name, [
        { key: credentials.accessKeyIdKey ?? 'access-key-id', path: 'access-key-id' },
        { key: credentials.secretAccessKeyKey ?? 'secret-access-key', path: 'secret-access-key' },
      ]),
      { volume: { name: 'tmp', emptyDir: { sizeLimit: quantity(to.cacheSize ?? '2Gi') } }, mountPath: '/tmp' },
    ],
    connect: policy => connectTo(s3, policy),
  };
}

function secret(
  name: string,
  mountPath: string,
  secretName: string,
  items: k8s.KeyToPath[],
): Method['volumes'][number] {
  return { volume: { name, secret: { secretName, defaultMode: 0o440, items } }, mountPath, readOnly: true };
}
