import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { DATABASE_NAME, type Database } from '../common/connections';
import { checkExposure } from '../common/exposure';
import { namespaceOf } from '../common/namespace-of';
import { isSeveral } from '../common/replicas';
import { type FullResources, mergeResources } from '../common/resources';
import { checkStorage, isShared } from '../common/storage';
import type { FullPhpLimits } from './apache-config';
import type { WordPressProps } from './props';

/** Props with their defaults filled in. */
type FullProps = Omit<WordPressProps, 'php'> &
  Required<Pick<WordPressProps, 'image' | 'replicas' | 'storage' | 'expose'>> & { readonly php: FullPhpLimits };

const DEFAULT_RESOURCES: FullResources = {
  cpuRequest: '100m',
  memoryRequest: '256Mi',
  memoryLimit: '1Gi',
};
/** As PHP writes sizes. */
const SIZE = /^[1-9]\d{0,8}[KMGkmg]?$/;

/** Looks at what goes into Apache's configuration. */
export function checkApache(
  checks: Checks,
  { php, workers }: { readonly php: FullPhpLimits; readonly workers: number | undefined },
): void {
  checks
    .integer('workers', workers, 1, 1000)
    .integer('php.maxExecutionTime', php.maxExecutionTime, 1)
    .integer('php.maxInputVars', php.maxInputVars, 1)
    .match('php.memoryLimit', php.memoryLimit, SIZE, 'a size of PHP such as 256M');
  checkUploadSize(checks, php.uploadMaxFilesize);
}

/** Looks at the size of a file, which the size of a body comes from. */
export function checkUploadSize(checks: Checks, size: string): void {
  checks.match('php.uploadMaxFilesize', size, SIZE, 'a size of PHP such as 64M');
}

/**
 * Looks at all props of a WordPress, and tells the resources that they come to.
 * @param given the props without defaults
 */
export function checkProps(scope: Construct, given: WordPressProps, props: FullProps): FullResources {
  const { php, replicas, storage } = props;
  const checks = new Checks(scope)
    .image('image', props.image)
    .integer('replicas', replicas, 0)
    .allKnown(given, 'php', 'internet', 'scheduling')
    .match('tablePrefix', props.tablePrefix, /^\w{1,32}$/, 'letters, digits and "_"');
  checkApache(checks, { php, workers: props.workers });
  if (props.schedule !== false) checks.schedule('schedule', props.schedule);
  if (props.keys) checks.secret('keys', props.keys);
  checkDatabase(checks, props.database, scope);
  checkStorage(checks, 'storage', storage, scope, { size: '10Gi' });
  checkExposure(checks, 'expose', props.expose);
  if (isSeveral(replicas) && !isShared(storage)) {
    const several = isDeferred(replicas) ? 'not known yet and may be several' : replicas;
    checks.fail(
      'KW2009',
      `replicas is ${several}, but wp-content is kept where only one node can mount it`,
      "use storage with accessModes: ['ReadWriteMany'], such as a claim of an NFS class, or one replica",
    );
  }
  const resources = mergeResources(checks, props.resources, DEFAULT_RESOURCES);
  checks.done();
  return resources;
}

function checkDatabase(checks: Checks, database: Database | undefined, scope: Construct): void {
  if (isDeferred(database)) {
    checks.known('database', database, 'its fields may be known later');
    return;
  }
  if (!database || typeof database !== 'object') {
    checks.isGiven('database', undefined);
    return;
  }
  checks.service('database.service', database.service);
  checks.secret('database.password', database.password, true);
  checks.match('database.database', database.database, DATABASE_NAME, 'letters, digits, "_" and "-"');
  checks.match('database.user', database.user, /^[\w.@-]{1,80}$/, 'letters, digits, "_", ".", "@" and "-"');
  const { namespace } = database.service ?? {};
  const own = namespaceOf(scope);
  if (Construct.isConstruct(database) && namespace !== own) {
    checks.fail(
      'KW2007',
      `the database is in namespace ${namespace}, where pods of ${own} can't read its password`,
      'put both in one namespace, or name a Secret of this one and call allowFrom of the database: { service, database, user, password }',
    );
  }
}
