import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KubewrightError } from '../../error';
import { findKubeconfigs, readRegularFile, reasonOf, shown } from './kubeconfig-files';
import { type Fields, type KubeconfigFile, oneLine, unreadable } from './parse-kubeconfig';
import { proxyFromEnv } from './proxy';

/** How the API server of a cluster is reached. */
export interface ClusterAccess {
  /** Name of the context, `in-cluster` for a service account's */
  readonly context: string;
  /** URL of the API server */
  readonly server: string;
  /**
   * Default namespace of the context.
   * @default - the context has none
   */
  readonly namespace?: string;
  /**
   * The proxy on the way: that of the kubeconfig, or of `HTTPS_PROXY` and `NO_PROXY`.
   * @default - none
   */
  readonly proxyUrl?: string;
  /**
   * Certificates of the authority, as PEM.
   * @default - those that the computer trusts
   */
  readonly certificateAuthority?: string;
  /**
   * The name that the server's certificate is for.
   * @default - the host of `server`
   */
  readonly tlsServerName?: string;
  /** @default false */
  readonly insecureSkipTlsVerify?: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * How to reach a cluster, from a kubeconfig as kubectl finds and merges them, or from the service account of a pod.
 * @param options `kubeconfig`, a path, several joined as in `KUBECONFIG`, or the content itself; `context`
 * @param serviceAccount the folder where a pod has its service account
 * @throws KubewrightError KW4001 where there is no kubeconfig, KW4002 for one that is of no use, KW4003 for a context
 * that does not exist or is incomplete
 */
export function readKubeconfig(
  options: { readonly kubeconfig?: string; readonly context?: string },
  env: Env = process.env,
  serviceAccount = SERVICE_ACCOUNT,
): ClusterAccess {
  const { files, looked } = findKubeconfigs(options.kubeconfig, env);
  if (files.length > 0) return accessOf(chosenContext(files, options.context), files, env);
  const access = inCluster(env, serviceAccount);
  if (access && options.context) {
    throw wrongContext(
      undefined,
      `there is no context ${oneLine(options.context)}, only the service account of this pod`,
      'leave out the context, or give the kubeconfig that has it',
    );
  }
  if (access) return access;
  throw new KubewrightError({
    code: 'KW4001',
    problem: `there is no kubeconfig; looked at ${[...looked, 'the service account of a pod (not there)'].join(', ')}`,
    remedy:
      'set KUBECONFIG to a file, such as a copy of /etc/kubernetes/admin.conf of a control-plane node, or give `kubeconfig`',
  });
}

function inCluster(env: Env, folder: string): ClusterAccess | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (!host || !port || !existsSync(join(folder, 'token'))) return undefined;
  const read = (name: string) => (existsSync(join(folder, name)) ? readFrom(join(folder, name)) : undefined);
  return {
    context: 'in-cluster',
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ...given({ namespace: env.POD_NAMESPACE || read('namespace')?.trim(), certificateAuthority: read('ca.crt') }),
  };
}

/** An entry of a kubeconfig, and the file that set it. */
interface Entry {
  readonly name: string;
  readonly fields: Fields;
  readonly file: KubeconfigFile;
}

/** As with kubectl, the first file that sets an entry wins it as a whole. */
function entryOf(files: readonly KubeconfigFile[], list: 'clusters' | 'contexts' | 'users', name: string) {
  const file = files.find(candidate => candidate[list].has(name));
  return file && { name, fields: file[list].get(name)!, file };
}

function chosenContext(files: readonly KubeconfigFile[], wanted: string | undefined): Entry {
  const setter = files.find(file => file.currentContext);
  const name = wanted || setter?.currentContext;
  const context = name && entryOf(files, 'contexts', name);
  if (context) return context;
  const all = [...new Set(files.flatMap(file => [...file.contexts.keys()]))].map(oneLine);
  const known = all.length > 10 ? [...all.slice(0, 10), `${all.length - 10} more`] : all;
  const places = files.map(file => file.place).join(', ');
  const there = all.length > 0 ? `there are ${known.join(', ')}` : 'there is none at all';
  throw wrongContext(
    wanted || !setter ? places : setter.place,
    name ? `there is no context ${oneLine(name)}; ${there}` : `no current-context is set; ${there}`,
    all.length > 0
      ? 'give `context`, or choose one with kubectl config use-context'
      : 'give a kubeconfig with a context, such as a copy of /etc/kubernetes/admin.conf of a control-plane node',
  );
}

function accessOf(context: Entry, files: readonly KubeconfigFile[], env: Env): ClusterAccess {
  const cluster = partOf(context, files, 'clusters', 'cluster');
  if (!cluster) {
    throw wrongContext(
      context.file.place,
      `the context ${oneLine(context.name)} names no cluster`,
      'give it a cluster with kubectl config set-context',
    );
  }
  partOf(context, files, 'users', 'user');
  const certificateAuthority = authorityOf(cluster);
  const insecure = cluster.fields['insecure-skip-tls-verify'] ?? false;
  if (typeof insecure !== 'boolean') {
    throw wrongField(cluster, 'insecure-skip-tls-verify', 'is neither true nor false');
  }
  const url = serverOf(cluster, Boolean(certificateAuthority || insecure));
  return {
    context: context.name,
    server: url.href.replace(/\/$/, ''),
    ...given({
      namespace: textOf(context, 'namespace'),
      proxyUrl: textOf(cluster, 'proxy-url') ?? proxyFromEnv(url, env),
      certificateAuthority,
      tlsServerName: textOf(cluster, 'tls-server-name'),
      insecureSkipTlsVerify: insecure || undefined,
    }),
  };
}

/** The cluster or user that a context names, if it names one. */
function partOf(context: Entry, files: readonly KubeconfigFile[], list: 'clusters' | 'users', key: string) {
  const name = textOf(context, key);
  const part = name === undefined ? undefined : entryOf(files, list, name);
  if (name === undefined || part) return part;
  throw wrongContext(
    context.file.place,
    `the context ${oneLine(context.name)} names the ${key} ${oneLine(name)}, which is not there`,
    `add the ${key}, or give another \`context\``,
  );
}

function serverOf(cluster: Entry, isSecure: boolean): URL {
  const server = textOf(cluster, 'server');
  if (server === undefined) throw wrongField(cluster, 'server', 'is missing');
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(server) ? server : `${isSecure ? 'https' : 'http'}://${server}`;
  if (!URL.canParse(text)) throw wrongField(cluster, 'server', 'is no URL');
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) throw wrongField(cluster, 'server', 'is no URL of https or http');
  // they have no business here, and would stand in messages
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url;
}

function authorityOf(cluster: Entry): string | undefined {
  const data = textOf(cluster, 'certificate-authority-data')?.replace(/\s/g, '');
  const path = textOf(cluster, 'certificate-authority');
  if (!data && !path) return undefined;
  const key = data ? 'certificate-authority-data' : 'certificate-authority';
  if (data && !/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(data)) {
    throw wrongField(cluster, key, 'is no base64');
  }
  const pem = data ? Buffer.from(data, 'base64').toString() : readFrom(resolve(cluster.file.folder, path!));
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw wrongField(cluster, key, 'holds no certificate as PEM');
  return pem;
}

function readFrom(file: string): string {
  try {
    return readRegularFile(file);
  } catch (error) {
    throw unreadable(shown(file), reasonOf(error), 'let the kubeconfig name a file that you may read');
  }
}

/** A field that is a text; an empty one counts as none. */
function textOf(entry: Entry, key: string): string | undefined {
  const value = entry.fields[key] ?? '';
  if (typeof value !== 'string') throw wrongField(entry, key, 'is no text');
  return value || undefined;
}

function wrongField(entry: Entry, key: string, reason: string): KubewrightError {
  return unreadable(entry.file.place, `${key} of ${oneLine(entry.name)} ${reason}`, `mend ${key} in the kubeconfig`);
}

function wrongContext(place: string | undefined, problem: string, remedy: string): KubewrightError {
  return new KubewrightError({ code: 'KW4003', ...given({ place }), problem, remedy });
}

/** Without the fields that are undefined. */
function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
