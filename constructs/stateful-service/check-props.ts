import type { IConstruct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { listOf } from '../common/prop-forms';
import type { FullResources } from '../common/resources';
import { checkContainer, checkMountPath, entries, type Taken } from './check-container';
import { checkPodClaim } from './check-pod-claim';
import { TMP } from './container';
import type { ExtraContainer } from './container-props';
import type { ConfigFiles, PodClaim, Spread, StatefulServiceProps } from './props';

/** Names of volumes that the construct itself makes. */
const OWN_VOLUMES: readonly string[] = ['config', 'pod-config', TMP];
/** The largest number that the API server takes. */
const MOST = 2 ** 31 - 1;
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
    .integer('replicas', props.replicas, 0, MOST)
    .integer('firstOrdinal', props.firstOrdinal, 0, MOST)
    .integer('user', props.user, 1, MOST)
    .integer('terminationGracePeriodSeconds', props.terminationGracePeriodSeconds, 0)
    .quantity('tmpSize', props.tmpSize)
    .match('podManagementPolicy', props.podManagementPolicy, /^(OrderedReady|Parallel)$/, 'OrderedReady or Parallel');
  checkUpdates(checks, props);
  checkSpread(checks, props);
  checkPrimary(checks, props);
  const paths = new Map(TMP_PATH);
  const claims = entries<PodClaim>(checks, 'claims', props.claims);
  for (const [name, claim] of claims) {
    checkPodClaim(checks, name, claim, { paths, scope, replicas: props.replicas, reserved: OWN_VOLUMES });
  }
  checkFiles(checks, 'config', props.config, paths);
  checkFiles(checks, 'podConfig', props.podConfig, paths);
  if (typeof props.podConfig === 'object' && props.podConfig !== null) {
    checks.known('replicas', props.replicas, 'podConfig makes files for each pod');
    if (!isDeferred(props.podConfig) && typeof props.podConfig.files !== 'function') {
      checks.fail('KW2012', 'podConfig.files is no function', 'use ordinal => ({ name: text })');
    }
  }
  const taken: Taken = {
    scope,
    portNames: new Set(),
    ports: new Set(),
    volumes: new Set([...claims.map(([name]) => name), ...OWN_VOLUMES.filter(name => isMade(props, name))]),
    reserved: new Set([...claims.map(([name]) => name), ...OWN_VOLUMES]),
  };
  const resources = new Map([[main, checkContainer(checks, '', props, taken, paths)]]);
  if (entries(checks, 'ports', props.ports).length === 0 && !isDeferred(props.ports)) {
    checks.fail('KW2013', 'ports is missing', 'name at least one port: { http: 8080 }');
  }
  for (const list of ['initContainers', 'sidecars'] as const) {
    for (const [index, container] of listOf<ExtraContainer>(checks, list, props[list]).entries()) {
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

function isMade({ config, podConfig }: StatefulServiceProps, volume: string): boolean {
  return volume === TMP || (volume === 'config' ? config : podConfig) !== undefined;
}

function checkUpdates(checks: Checks, props: StatefulServiceProps): void {
  const updateStrategy = Object.fromEntries(entries<unknown>(checks, 'updateStrategy', props.updateStrategy));
  checks
    .match('updateStrategy.type', updateStrategy.type, /^(RollingUpdate|OnDelete)$/, 'RollingUpdate or OnDelete')
    .integer('updateStrategy.partition', updateStrategy.partition, 0, MOST);
  if (updateStrategy.type === 'OnDelete' && updateStrategy.partition !== undefined) {
    checks.fail('KW2012', 'updateStrategy has a partition, but no update by itself', 'leave out one of the two');
  }
  for (const [key, value] of entries<unknown>(checks, 'claimRetention', props.claimRetention)) {
    checks.match('claimRetention', key, /^when(Deleted|Scaled)$/, 'whenDeleted or whenScaled');
    checks.match(`claimRetention.${key}`, value, /^(Retain|Delete)$/, 'Retain or Delete');
  }
}

function checkSpread(checks: Checks, { spread }: StatefulServiceProps): void {
  for (const [index, given] of listOf<Spread>(checks, 'spread', spread).entries()) {
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
  const last = Number.isInteger(replicas) && replicas > 0 ? firstOrdinal + replicas - 1 : undefined;
  checks.integer('primaryOrdinal', primaryOrdinal, firstOrdinal, last);
}

function checkFiles(
  checks: Checks,
  prop: string,
  config: ConfigFiles<unknown> | undefined,
  paths: Map<string, string>,
): void {
  const { mountPath, files } = Object.fromEntries(entries<unknown>(checks, prop, config));
  if (config === undefined || isDeferred(config)) return;
  checkMountPath(checks, `${prop}.mountPath`, mountPath, paths);
  if (typeof files !== 'function') checkFileNames(checks, `${prop}.files`, files as object | undefined);
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
