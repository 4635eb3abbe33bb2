import { coveringHost } from '../routes/location';
import type { Tls } from '../routes/types';
import type { IngressReport } from './report';

/** The certificates of Ingresses, and whether plain HTTP is sent to HTTPS. */
export function takeTls(reports: readonly IngressReport[]): {
  readonly tls: Record<string, Tls>;
  readonly redirectToHttps: boolean | undefined;
} {
  const tls: Record<string, Tls> = {};
  for (const report of reports) {
    const { ingress } = report;
    for (const { hosts, secretName } of ingress.tls) {
      const names = hosts?.length ? hosts : ingress.rules.flatMap(({ host }) => host ?? []);
      const given = certificateOf(ingress.annotations, secretName);
      if (!given) {
        report.add('spec.tls', names.join(','), 'dropped', 'it names no Secret: give `tls` of the endpoint one');
        continue;
      }
      for (const host of names) tls[host] ??= given;
    }
  }
  const names = new Set(Object.keys(tls));
  const isSecured = ({ ingress }: IngressReport) =>
    ingress.rules.some(({ host = '' }) => coveringHost(names, host) !== undefined);
  const secured = reports.filter(isSecured);
  for (const report of reports) {
    if (isSecured(report)) report.note('force-ssl-redirect', 'taken', 'redirectToHttps');
    else report.note('ssl-redirect', 'taken', 'without a certificate there is nothing to do');
  }
  const isSent = ({ ingress }: IngressReport) =>
    ingress.annotations.get('ssl-redirect') !== 'false' || ingress.annotations.get('force-ssl-redirect') === 'true';
  const redirectToHttps = secured.length === 0 ? undefined : secured.some(isSent);
  for (const report of secured) {
    const isSame = isSent(report) === redirectToHttps;
    const detail = isSame ? 'redirectToHttps' : 'redirectToHttps: an endpoint sends all of its hosts to HTTPS, or none';
    report.note('ssl-redirect', isSame ? 'taken' : 'changed', detail);
  }
  return { tls, redirectToHttps };
}

function certificateOf(annotations: ReadonlyMap<string, string>, secretName: string | undefined): Tls | undefined {
  const [issuer, cluster] = [
    annotations.get('cert-manager.io/issuer'),
    annotations.get('cert-manager.io/cluster-issuer'),
  ];
  if (issuer !== undefined) return { issuer: { name: issuer, kind: 'Issuer' }, secretName };
  if (cluster !== undefined) return { issuer: { name: cluster, kind: 'ClusterIssuer' }, secretName };
  return secretName === undefined ? undefined : { secretName };
}
