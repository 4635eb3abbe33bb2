import { Chart } from 'cdk8s';
import { App, KubewrightError } from '../../src';

/** Puts constructs below a chart. */
export type Program = (chart: Chart) => unknown;

export type Labels = Readonly<Record<string, string>>;

/** What the tests read of an object; every field of a spec may be missing. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Meta;
  readonly spec: Spec;
  readonly data?: Labels;
  readonly rules?: readonly unknown[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace: string }[];
}

interface Meta {
  readonly labels?: Labels;
  readonly annotations?: Labels;
}

interface Spec {
  readonly replicas?: number;
  readonly type?: string;
  readonly template?: Template;
  readonly jobTemplate?: { readonly spec: { readonly template: Template } };
  readonly volumeClaimTemplates?: readonly KubeObject[];
  readonly serviceName?: string;
  /** A Service's is a map, all others' have `matchLabels`. */
  readonly selector?: unknown;
  readonly podSelector?: Selector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly NetworkRule[];
  readonly egress?: readonly NetworkRule[];
  readonly ports?: readonly { readonly name: string; readonly port: number; readonly targetPort: string | number }[];
  readonly rules?: readonly { readonly http: { readonly paths: readonly { readonly backend: Backend }[] } }[];
  readonly tls?: readonly { readonly secretName: string }[];
  readonly volumeName?: string;
  readonly accessModes?: readonly string[];
  readonly resources?: { readonly requests: Labels };
  readonly claimRef?: { readonly name: string; readonly namespace: string };
}

interface Backend {
  readonly service: { readonly name: string; readonly port: { readonly name: string } };
}

export interface Selector {
  readonly matchLabels?: Labels;
}

export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}

export interface NetworkRule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number | string; readonly protocol: string }[];
}

export interface Template {
  readonly metadata: Meta;
  readonly spec: PodSpec;
}

export interface PodSpec extends Readonly<Record<string, unknown>> {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext?: Readonly<Record<string, unknown>>;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: ValueFrom }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number; readonly hostPort?: number }[];
  readonly resources?: { readonly requests?: Labels; readonly limits?: Labels };
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
}

interface ValueFrom {
  readonly configMapKeyRef?: { readonly name: string; readonly key: string };
  readonly secretKeyRef?: { readonly name: string; readonly key: string };
}

interface Probe {
  readonly httpGet?: { readonly port: string | number };
  readonly exec?: { readonly command: readonly string[] };
}

interface Items {
  readonly name?: string;
  readonly secretName?: string;
  readonly items?: readonly { readonly key: string }[];
}

export interface Volume extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly configMap?: Items;
  readonly secret?: Items;
  readonly projected?: { readonly sources: readonly { readonly secret?: Items; readonly configMap?: Items }[] };
  readonly persistentVolumeClaim?: { readonly claimName: string };
}

/** A chart `apps` of the namespace `apps` with a program's constructs. */
export function build(program: Program): App {
  const app = new App();
  program(new Chart(app, 'apps', { namespace: 'apps' }));
  return app;
}

/** The objects of all charts, in the order they are applied in. */
export function objectsIn(app: App): KubeObject[] {
  return app.synthesize().charts.flatMap(chart => chart.manifests.map(m => m.object as unknown as KubeObject));
}

export function objectsOf(program: Program): KubeObject[] {
  return objectsIn(build(program));
}

export function yamlOf(program: Program): string {
  return build(program).synthYaml();
}

/**
 * The documents that another program's YAML has not in the same words, and the names of those that only it has. A
 * workload that differs by no more than the hash of its configuration is left out.
 */
export function changes(program: Program, base: Program): string {
  const [now, before] = [documents(program), documents(base)];
  const essence = (text: string) => text.replace(/checksum\/config: .*/, '');
  const former = before.map(essence);
  const changed = now.filter(text => !former.includes(essence(text)));
  const names = now.map(titleOf);
  const gone = before.map(titleOf).filter(title => !names.includes(title));
  return changed.join('---\n') + gone.map(title => `# gone: ${title}\n`).join('');
}

/** The documents of some kinds. */
export function only(program: Program, ...kinds: readonly string[]): string {
  return documents(program)
    .filter(text => kinds.includes(titleOf(text).split('/')[0]!))
    .join('---\n');
}

function documents(program: Program): string[] {
  return yamlOf(program).split(/^---\n/m);
}

function titleOf(document: string): string {
  return `${/^kind: (.*)$/m.exec(document)?.[1]}/${/^ {2}name: (.*)$/m.exec(document)?.[1]}`;
}

export function named(objects: readonly KubeObject[], kind: string, name: string): KubeObject {
  const found = objects.find(o => o.kind === kind && o.metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

/** The error that a program throws while it makes its constructs; any other than ours goes on. */
export function refusal(program: Program): KubewrightError {
  const app = new App();
  try {
    program(new Chart(app, 'apps', { namespace: 'apps' }));
  } catch (error) {
    if (error instanceof KubewrightError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** What a caller without types hands over. */
export function untyped<T>(value: unknown): T {
  return value as T;
}
