import type { ServiceReference } from '../../common/connections';
import type { PathMatch, RedirectOptions, RouteOptions } from '../routes/types';
import type { BackendInput, IngressInput } from './input';
import { takeOptions } from './options';
import { translatePath } from './paths';
import type { IngressReport } from './report';

/** A route on its way. */
export interface Draft {
  readonly report: IngressReport;
  readonly host: string;
  readonly path: string;
  readonly match: PathMatch;
  readonly service?: ServiceReference;
  readonly options: RouteOptions;
  readonly redirect?: RedirectOptions;
}

/** The Service of a backend, where its port is known. */
export type FindService = (
  backend: BackendInput | undefined,
  namespace: string | undefined,
) => ServiceReference | undefined;

/** The routes of an Ingress that is no canary. */
export function draftsOf(report: IngressReport, findService: FindService): Draft[] {
  const { ingress, note } = report;
  const { annotations } = ingress;
  const options = takeOptions(ingress, note);
  const redirect = redirectOf(ingress, note);
  const target = annotations.get('rewrite-target');
  const isRegex = target !== undefined || annotations.get('use-regex') === 'true';
  const aliases = (annotations.get('server-alias') ?? '').split(',').map(alias => alias.trim());
  note('server-alias', 'taken', 'routes of their own');
  const drafts: Draft[] = [];
  for (const { host = '', http } of ingress.rules) {
    for (const { path = '/', pathType, backend } of http?.paths ?? []) {
      const at = `${host}${path}`;
      const translation = translatePath(path, pathType, isRegex, target);
      if (!translation) {
        report.add(
          'spec.rules',
          at,
          'left out',
          'only a regular expression says this path, or what it is rewritten to',
        );
        continue;
      }
      const { rewrite, changes, ...location } = translation;
      const service = findService(backend, ingress.namespace);
      if (!service && !redirect) {
        const detail = 'its backend is no Service whose port is known: give the Service too';
        report.add('spec.rules', at, 'left out', detail);
        continue;
      }
      if (changes.length > 0) report.add('spec.rules', at, 'changed', changes.join('; '));
      note('use-regex', 'taken', 'the paths need no regular expression');
      note('rewrite-target', 'taken', 'rewrite');
      const all = rewrite ? { ...options, rewrite } : options;
      for (const name of [host, ...aliases.filter(alias => alias !== '' && host !== '')]) {
        drafts.push({ report, host: name, ...location, service, options: redirect ? {} : all, redirect });
      }
    }
  }
  return [...drafts, ...appRoot(report, drafts)];
}

/** `permanent-redirect` and `temporal-redirect`: to a URL, whatever the path was. */
function redirectOf({ annotations }: IngressInput, note: IngressReport['note']): RedirectOptions | undefined {
  for (const [name, usual] of [
    ['temporal-redirect', 302],
    ['permanent-redirect', 301],
  ] as const) {
    const given = annotations.get(name);
    if (given === undefined || given.includes('$') || !URL.canParse(given)) continue;
    const url = new URL(given);
    const code = Number(annotations.get(`${name}-code`) ?? usual);
    const statusCode = [301, 302, 303, 307, 308].find(known => known === code) as RedirectOptions['statusCode'];
    const isPlain = !url.search && !url.hash && !url.username && /^https?:$/.test(url.protocol) && statusCode;
    if (!isPlain) continue;
    note(name, 'taken', 'a redirect');
    note(`${name}-code`, 'taken', 'statusCode');
    return {
      scheme: url.protocol === 'https:' ? 'https' : 'http',
      host: url.hostname,
      ...(url.port ? { port: Number(url.port) } : {}),
      path: { path: url.pathname },
      statusCode,
    };
  }
  return undefined;
}

function appRoot(report: IngressReport, drafts: readonly Draft[]): Draft[] {
  const path = report.ingress.annotations.get('app-root');
  if (path === undefined || !path.startsWith('/')) return [];
  report.note('app-root', 'taken', 'a redirect from "/"');
  const hosts = new Set(drafts.map(({ host }) => host));
  return [...hosts].map(host => ({
    report,
    host,
    path: '/',
    match: 'Exact',
    options: {},
    redirect: { path: { path }, statusCode: 302 },
  }));
}
