import type { WeightedTarget } from '../routes/types';
import type { IngressReport } from './report';
import { type Draft, draftsOf, type FindService } from './routes-of';

/**
 * Puts a canary's targets beside those of the routes of the same host and path: as shares, or as routes for requests
 * with a header. The options of the other Ingress count, as they did.
 */
export function withCanary(report: IngressReport, drafts: readonly Draft[], findService: FindService): Draft[] {
  const { annotations } = report.ingress;
  const header = annotations.get('canary-by-header');
  const weight = Number(annotations.get('canary-weight') ?? 0);
  const total = Number(annotations.get('canary-weight-total') ?? 100);
  const percent = Math.round((weight / total) * 100);
  const isShare = Number.isInteger(percent) && percent > 0 && percent <= 100;
  report.note('canary', 'taken', 'a target beside that of the other Ingress');
  const own = draftsOf(report, findService);
  const detail = (percent * total) / 100 === weight ? 'canary' : `canary, as ${percent} percent`;
  report.note('canary-weight', detail === 'canary' ? 'taken' : 'changed', detail);
  report.note('canary-weight-total', 'taken', 'canary');
  const value = annotations.get('canary-by-header-value');
  if (header !== undefined && value === undefined) {
    report.note('canary-by-header', 'changed', 'a route for the value "always"; "never" is not told from others');
  }
  report.note('canary-by-header', 'taken', 'a route with headers');
  report.note('canary-by-header-value', 'taken', 'a route with headers');
  for (const name of annotations.keys()) {
    if (!name.startsWith('canary')) report.note(name, 'taken', 'the other Ingress’s count, as they did');
  }
  report.finish();
  if (report.isLeftOut) return [...drafts];
  const isSame = (one: Draft, other: Draft) =>
    one.host === other.host && one.path === other.path && one.match === other.match;
  for (const canary of own.filter(one => !drafts.some(main => isSame(one, main)))) {
    report.add('spec.rules', `${canary.host}${canary.path}`, 'left out', 'no other Ingress has the path');
  }
  const weighted = (canary: Draft): WeightedTarget => ({ target: canary.service!, weight: percent });
  return drafts.flatMap((main): Draft[] => {
    const canary = own.find(one => isSame(one, main));
    if (!canary?.service || main.redirect) return [main];
    const shares = isShare ? [...(main.options.canary ?? []), weighted(canary)] : main.options.canary;
    const shared = shares ? { ...main, options: { ...main.options, canary: shares } } : main;
    if (header === undefined) return [shared];
    const headers = { ...main.options.headers, [header]: value ?? 'always' };
    return [shared, { ...main, report, service: canary.service, options: { ...main.options, headers } }];
  });
}
