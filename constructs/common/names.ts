import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { KubewrightError } from '../../src/error';
import { isDeferred } from '../../src/values';

/** Names of StatefulSets and CronJobs: the controllers append up to 11 characters for pods and labels. */
export const SHORT_NAME = 52;

/** Why a value can't be known later. */
export const IS_NAME = 'objects are told apart by their names';

/** Labels hold 63 characters, and so do the names of Services. */
export const LONG_NAME = 63;

/**
 * The name a construct's objects start with: its path below the chart with `-` between, in lower case. Readable,
 * stable, and never cut: `blog/mariadb` in chart `apps` is `blog-mariadb`.
 * @param given a name to use instead
 * @throws KubewrightError KW2003 for what is no DNS label that starts with a letter, KW2008 for one that is too long,
 * KW2014 for one that is not known yet
 */
export function objectName(construct: IConstruct, given?: string, max = SHORT_NAME): string {
  const place = construct.node.path;
  if (isDeferred(given)) {
    throw new KubewrightError({
      code: 'KW2014',
      place,
      problem: 'name is not known yet',
      remedy: `give a plain value; ${IS_NAME}`,
    });
  }
  const below = construct.node.scopes.slice(Chart.of(construct).node.scopes.length);
  const name = given ?? below.map(c => c.node.id.toLowerCase()).join('-');
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    throw new KubewrightError({
      code: 'KW2003',
      place,
      problem: `"${name}" can't be the name of a Service or a StatefulSet`,
      remedy: 'choose an id, or a name, of letters, digits and "-" that starts with a letter',
    });
  }
  return withinLimit(name, place, max);
}

/**
 * Appends to a name.
 * @throws KubewrightError KW2008 when the result is too long
 */
export function appendName(construct: IConstruct, name: string, suffix: string, max = LONG_NAME): string {
  return withinLimit(`${name}-${suffix}`, construct.node.path, max);
}

function withinLimit(name: string, place: string, max: number): string {
  if (name.length <= max) return name;
  throw new KubewrightError({
    code: 'KW2008',
    place,
    problem: `the name "${name}" has ${name.length} characters, and ${max} is what Kubernetes leaves for it`,
    remedy: 'give the construct a shorter name or id; a cut name could be the same as another one',
  });
}
