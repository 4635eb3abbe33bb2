import type { IConstruct } from 'constructs';
import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { type FullResources, mergeResources } from '../common/resources';
import { type ClaimReference, checkNamespace, checkPath } from '../common/storage';
import type { Check, ContainerChecks, Mount, StatefulContainer } from './container-props';

const DEFAULT_RESOURCES: FullResources = {
  cpuRequest: '50m',
  memoryRequest: '64Mi',
  memoryLimit: '256Mi',
};
/** Names of ports: IANA's form of a service's name. */
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** What the containers of a pod must not have twice. */
export interface Taken {
  readonly portNames: Set<string>;
  readonly ports: Set<unknown>;
  /** Volumes that mounts may name without saying what they are. */
  readonly volumes: Set<string>;
  readonly scope: IConstruct;
  /** Names of volumes that mounts can't give to others. */
  readonly reserved: Set<string>;
}

/** Looks at one container, and tells the resources that it comes to. */
export function checkContainer(
  checks: Checks,
  prop: string,
  container: StatefulContainer,
  taken: Taken,
  paths: Map<string, string>,
): FullResources {
  const of = (key: string) => (prop === '' ? key : `${prop}.${key}`);
  checks.isGiven(of('image'), container.image);
  checks.image(of('image'), container.image);
  checkList(checks, of('command'), container.command);
  checkList(checks, of('args'), container.args);
  for (const [name, value] of entries(checks, of('env'), container.env)) {
    checks.match(`${of('env')} name`, name, VARIABLE, 'letters, digits, "_", "-" and "."');
    if (typeof value === 'string' || isDeferred(value)) continue;
    if (typeof value === 'object' && value !== null && 'fieldPath' in value) {
      checks.match(`${of('env')}.${name}.fieldPath`, value.fieldPath, /^\S+$/, 'a field such as metadata.name');
    } else if (typeof value === 'number' || typeof value === 'boolean') {
      checks.fail('KW2012', `${of('env')}.${name} is ${value}`, `use text: '${value}'`);
    } else checks.secret(`${of('env')}.${name}`, Object(value), true);
  }
  const ports = entries(checks, of('ports'), container.ports);
  for (const [name, port] of ports) checkPort(checks, of('ports'), name, port, taken);
  for (const [name, mount] of entries(checks, of('mounts'), container.mounts)) {
    checkMount(checks, `${of('mounts')}.${name}`, name, mount, taken, paths);
  }
  checkChecks(checks, of('checks'), container.checks, new Set(ports.map(([name]) => name)));
  return mergeResources(checks, container.resources, DEFAULT_RESOURCES);
}

function checkPort(checks: Checks, prop: string, name: string, port: unknown, taken: Taken): void {
  checks
    .match(`${prop} name`, name, PORT_NAME, 'up to 15 lower-case letters, digits and "-"')
    .integer(`${prop}.${name}`, port, 1, 65535);
  if (taken.portNames.has(name) || (!isDeferred(port) && taken.ports.has(port))) {
    checks.fail('KW2012', `${prop}.${name} is a port that another container has`, 'give it another name and number');
  }
  taken.portNames.add(name);
  taken.ports.add(port);
}

function checkMount(
  checks: Checks,
  prop: string,
  name: string,
  mount: Mount,
  taken: Taken,
  paths: Map<string, string>,
): void {
  checks.known(prop, mount, 'its fields may be known later').dnsLabel(`${prop.replace(/\.[^.]*$/, '')} name`, name);
  if (isDeferred(mount)) return;
  if (typeof mount !== 'object' || mount === null) {
    checks.fail('KW2012', `${prop} is ${JSON.stringify(mount)}`, 'use { volume, mountPath }');
    return;
  }
  checkMountPath(checks, `${prop}.mountPath`, mount.mountPath, paths);
  if (mount.volume === undefined && !taken.volumes.has(name)) {
    const known = [...taken.volumes].join(', ') || 'none';
    checks.fail('KW2012', `${prop} names no volume`, `give its volume, or use one that is there: ${known}`);
  }
  if (mount.volume !== undefined) {
    checkVolume(checks, prop, name, mount.volume, taken);
    taken.reserved.add(name);
  }
  taken.volumes.add(name);
}

function checkVolume(checks: Checks, prop: string, name: string, volume: unknown, taken: Taken): void {
  checks.known(`${prop}.volume`, volume, 'its fields may be known later');
  if (isDeferred(volume)) return;
  if (typeof volume !== 'object' || volume === null) {
    checks.fail('KW2012', `${prop}.volume is ${JSON.stringify(volume)}`, 'use one of our volumes, or { secret: … }');
    return;
  }
  if (taken.reserved.has(name)) {
    checks.fail('KW2012', `${prop} has the name of another volume of the pods`, 'choose another name');
  }
  if ('claimName' in volume) checkNamespace(checks, `${prop}.volume`, volume as ClaimReference, taken.scope);
}

/** KW2012: a path that nothing else is mounted at. */
export function checkMountPath(checks: Checks, prop: string, path: unknown, paths: Map<string, string>): void {
  checkPath(checks, prop, path);
  if (typeof path !== 'string') return;
  const other = paths.get(path);
  if (other) checks.fail('KW2012', `${prop} is ${path}, where ${other} is`, 'choose another path');
  paths.set(path, prop);
}

function checkChecks(
  checks: Checks,
  prop: string,
  given: ContainerChecks | undefined,
  ports: ReadonlySet<string>,
): void {
  for (const [name, check] of entries(checks, prop, given)) {
    if (check !== undefined) checkCheck(checks, `${prop}.${name}`, check as Check, ports);
  }
}

function checkCheck(checks: Checks, prop: string, check: Check, ports: ReadonlySet<string>): void {
  checks.known(prop, check, 'its fields may be known later');
  if (isDeferred(check)) return;
  for (const key of ['periodSeconds', 'timeoutSeconds', 'failureThreshold'] as const) {
    checks.integer(`${prop}.${key}`, Object(check)[key], 1);
  }
  const { exec, httpGet, tcpSocket } = Object(check) as Record<string, { port?: unknown; path?: unknown } | undefined>;
  if (exec !== undefined) {
    checkList(checks, `${prop}.exec`, exec);
    return;
  }
  const port = (httpGet ?? tcpSocket)?.port;
  if (typeof port !== 'string' || !ports.has(port)) {
    const known = [...ports].join(', ') || 'none';
    checks.fail(
      'KW2012',
      `${prop} asks port ${JSON.stringify(port)}, which the container has not`,
      `use one of its ports: ${known}`,
    );
  }
  if (httpGet) checks.match(`${prop}.httpGet.path`, httpGet.path ?? '', /^\/\S*$/, 'a path such as /health');
}

function checkList(checks: Checks, prop: string, list: unknown): void {
  checks.known(prop, list, 'its items may be known later');
  if (list === undefined || isDeferred(list)) return;
  if (Array.isArray(list) && list.length > 0 && list.every(item => typeof item === 'string' || isDeferred(item)))
    return;
  checks.fail('KW2012', `${prop} is ${JSON.stringify(list)}`, 'use a list of words');
}

/** The entries of a map, or none where it is no map, which is told. */
export function entries<T>(
  checks: Checks,
  prop: string,
  map: { readonly [key: string]: T } | object | undefined,
): [string, T][] {
  checks.known(prop, map, 'its values may be known later');
  if (map === undefined || isDeferred(map)) return [];
  if (typeof map === 'object' && map !== null && !Array.isArray(map)) return Object.entries(map) as [string, T][];
  checks.fail('KW2012', `${prop} is ${JSON.stringify(map)}`, 'use a map by name');
  return [];
}
