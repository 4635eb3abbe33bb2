import type { IConstruct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import type { FullResources } from '../common/resources';
import { backendOf, checkStorage, checkVolumeMode, isStorageClass, resolveStorage } from '../common/storage';
import { checkContainer, checkMountPath, entries, items, type Taken } from './check-container';
import type { ConfigFiles, ExtraContainer, PodClaim, Spread, StatefulServiceProps } from './props';

/** Names of volumes that the construct itself makes. */
const OWN_VOLUMES = ['config', 'pod-config'];
/** What is mounted in each container, by path. */
const TMP_PATH = [['/tmp', 'tmpSize']] as const;

/** Resources of the containers, by name. */
export type ContainerResources = ReadonlyMap<string, FullResources>;

/**
 * Looks at all props.
 * @param main name of the main container
 */
export function checkProps(scope: IConstruct, props: StatefulServiceProps, main: string): ContainerResources {
  const checks = new Checks(scope)
    .allKnown(props, 'firstOrdinal', 'primaryOrdinal', 'readService', 'scheduling')
    .integer('replicas', props.replicas, 0)
    .integer('firstOrdinal', props.firstOrdinal, 0)
    .integer('user', props.user, 1, 2 ** 31 - 1)
    .integer('terminationGracePeriodSeconds', props.terminationGracePeriodSeconds, 0)
    .quantity('tmpSize', props.tmpSize)
    .match('podManagementPolicy', props.podManagementPolicy, /^(OrderedReady|Parallel)$/, 'OrderedReady or Parallel');
  checkUpdates(checks, props);
  checkSpread(checks, props);
  checkPrimary(checks, props);
  const paths = new Map(TMP_PATH);
  const claims = entries<PodClaim>(checks, 'claims', props.claims);
  for (const [name, claim] of claims) checkClaim(checks, name, claim, { paths, scope, replicas: props.replicas });
  checkFiles(checks, 'config', props.config, paths);
  checkFiles(checks, 'podConfig', props.podConfig, paths);
  if (props.podConfig) {
    checks.known('replicas', props.replicas, 'podConfig makes files for each pod');
    if (!isDeferred(props.podConfig) && typeof props.podConfig.files !== 'function') {
      checks.fail('KW2012', 'podConfig.files is no function', 'use ordinal => ({ name: text })');
    }
  }
  const taken: Taken = {
    portNames: new Set(),
    ports: new Set(),
    volumes: new Set([...claims.map(([name]) => name), ...OWN_VOLUMES.filter(name => isMade(props, name))]),
  };
  const resources = new Map([[main, checkContainer(checks, '', props, taken, paths)]]);
  if (entries(checks, 'ports', props.ports).length === 0 && !isDeferred(props.ports)) {
    checks.fail('KW2013', 'ports is missing', 'name at least one port: { http: 8080 }');
  }
  for (const list of ['initContainers', 'sidecars'] as const) {
    for (const [index, container] of items(checks, list, props[list]).entries()) {
      const prop = `${list}[${index}]`;
      const { name } = Object(container) as ExtraContainer;
      checks.known(`${prop}.name`, name).dnsLabel(`${prop}.name`, name ?? '');
      if (resources.has(name)) checks.fail('KW2012', `${prop}.name is ${name}, as another's`, 'choose another name');
      resources.set(name, checkContainer(checks, prop, Object(container), taken, new Map(TMP_PATH)));
    }
  }
  checks.done();
  return resources;
}

function isMade(props: StatefulServiceProps, volume: string): boolean {
  return (volume === 'config' ? props.config : props.podConfig) !== undefined;
}

function checkUpdates(checks: Checks, { updateStrategy, claimRetention }: StatefulServiceProps): void {
  checks.known('updateStrategy', updateStrategy, 'its fields may be known later');
  checks.known('claimRetention', claimRetention, 'its fields may be known later');
  if (!isDeferred(updateStrategy)) {
    checks
      .match('updateStrategy.type', updateStrategy?.type, /^(RollingUpdate|OnDelete)$/, 'RollingUpdate or OnDelete')
      .integer('updateStrategy.partition', updateStrategy?.partition, 0);
    if (updateStrategy?.type === 'OnDelete' && updateStrategy.partition !== undefined) {
      checks.fail('KW2012', 'updateStrategy has a partition, but no update by itself', 'leave out one of the two');
    }
  }
  if (isDeferred(claimRetention)) return;
  for (const key of ['whenDeleted', 'whenScaled'] as const) {
    checks.match(`claimRetention.${key}`, claimRetention?.[key], /^(Retain|Delete)$/, 'Retain or Delete');
  }
}

function checkSpread(checks: Checks, { spread }: StatefulServiceProps): void {
  for (const [index, given] of items(checks, 'spread', spread).entries()) {
    const place = Object(given) as Spread;
    checks
      .match(`spread[${index}].topologyKey`, place.topologyKey ?? '', /^[\w./-]{1,317}$/, 'a label of nodes')
      .integer(`spread[${index}].maxSkew`, place.maxSkew, 1)
      .match(
        `spread[${index}].whenUnsatisfiable`,
        place.whenUnsatisfiable,
        /^(ScheduleAnyway|DoNotSchedule)$/,
        'ScheduleAnyway or DoNotSchedule',
      );
  }
}

function checkPrimary(checks: Checks, { primaryOrdinal, firstOrdinal = 0, replicas = 1 }: StatefulServiceProps): void {
  if (primaryOrdinal === undefined || isDeferred(primaryOrdinal) || isDeferred(firstOrdinal)) return;
  const last = isDeferred(replicas) || replicas === 0 ? undefined : firstOrdinal + replicas - 1;
  checks.integer('primaryOrdinal', primaryOrdinal, firstOrdinal, last);
}

interface ClaimContext {
  readonly paths: Map<string, string>;
  readonly scope: IConstruct;
  readonly replicas?: number;
}

function checkClaim(checks: Checks, name: string, claim: PodClaim, { paths, scope, replicas }: ClaimContext): void {
  const prop = `claims.${name}`;
  checks.known(prop, claim, 'its fields may be known later').dnsLabel('claims name', name);
  if (isDeferred(claim)) return;
  const { mountPath, storage, size, volumeMode } = Object(claim) as PodClaim;
  checkMountPath(checks, `${prop}.mountPath`, mountPath, paths);
  checks.quantity(`${prop}.size`, size);
  if (storage !== undefined) {
    checkStorage(checks, `${prop}.storage`, storage, scope);
    if (typeof storage === 'object' && storage !== null && !isDeferred(storage))
      checkIsTemplate(checks, prop, claim, replicas);
  } else checkVolumeMode(checks, `${prop}.volumeMode`, volumeMode);
}

/** Each pod has a claim of its own, and none can be one that is there already. */
function checkIsTemplate(checks: Checks, prop: string, { storage, volumeMode }: PodClaim, replicas?: number): void {
  const known = resolveStorage(storage!);
  if (known.type !== 'claim') {
    checks.fail(
      'KW2012',
      `${prop}.storage is one place, but each pod has a claim of its own`,
      "use a StorageClass, or { type: 'claim' }",
    );
    return;
  }
  const { storageClass, initialSize } = known;
  if (initialSize !== undefined) {
    checks
      .known(`${prop}.storage.initialSize`, initialSize)
      .known('replicas', replicas, 'claims that have grown are objects of their own, one for each pod');
  }
  const backend = storageClass && isStorageClass(storageClass) ? backendOf(storageClass) : undefined;
  checkVolumeMode(checks, `${prop}.volumeMode`, volumeMode, backend);
}

function checkFiles(
  checks: Checks,
  prop: string,
  config: ConfigFiles<unknown> | undefined,
  paths: Map<string, string>,
): void {
  checks.known(prop, config, 'its fields may be known later');
  if (config === undefined || isDeferred(config)) return;
  checkMountPath(checks, `${prop}.mountPath`, Object(config).mountPath, paths);
  if (typeof config.files !== 'function') checkFileNames(checks, `${prop}.files`, config.files as object | undefined);
}

/** KW2012: files that a ConfigMap can hold. */
export function checkFileNames(checks: Checks, prop: string, files: object | undefined): void {
  const given = entries<unknown>(checks, prop, files);
  if (given.length === 0 && !isDeferred(files)) checks.isGiven(prop, undefined);
  for (const [name, text] of given) {
    checks.match(`${prop} name`, name, /^(?!\.\.?$)[-._a-zA-Z0-9]{1,180}$/, 'letters, digits, "-", "_" and "."');
    checks.match(`${prop}.${name}`, text ?? null, /^[^\0]*$/, 'text');
  }
}
