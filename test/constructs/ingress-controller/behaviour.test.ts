import { Chart } from 'cdk8s';
import { PublicEndpoint } from '../../../constructs/ingress';
import {
  NginxIngressController,
  type NginxIngressControllerProps,
  NginxPolicy,
  TransportServer,
} from '../../../constructs/ingress/controller';
import { App, NginxProxy } from '../../../src';
import { containersOf, nameViolations, podsOf, restrictedViolations } from '../rules';
import { type KubeObject, named, objectsIn, objectsOf, type Program, untyped } from '../support';
import { controllers, hostControllers, nginxResources } from './variants';

type Rule = Readonly<Record<'apiGroups' | 'resources' | 'verbs' | 'resourceNames', readonly string[]>>;

const make =
  (props: NginxIngressControllerProps = {}): Program =>
  chart =>
    new NginxIngressController(chart, 'ingress', props);
const rulesOf = (program: Program, kinds = ['ClusterRole', 'Role']): Rule[] =>
  objectsOf(program)
    .filter(o => kinds.includes(o.kind))
    .flatMap(o => (o.rules ?? []) as Rule[]);
const verbsOf = (program: Program, resource: string, kinds?: string[]): string[] =>
  rulesOf(program, kinds)
    .filter(rule => rule.resources.includes(resource))
    .flatMap(rule => rule.verbs);
const argsOf = (objects: readonly KubeObject[]): readonly string[] =>
  podsOf(objects)[0]!.template.spec.containers[0]!.args!;
const everything: [string, Program][] = Object.entries({ ...controllers, ...hostControllers, ...nginxResources });

describe('pods', () => {
  it.each(Object.entries<Program>(controllers))('%s: are restricted', (_, program) => {
    for (const { template } of podsOf(objectsOf(program))) expect(restrictedViolations(template.spec)).toEqual([]);
  });

  it('that take ports of their nodes differ in that only', () => {
    const violations = (program: Program) => restrictedViolations(podsOf(objectsOf(program))[0]!.template.spec);
    expect(new Set(violations(hostControllers.hostPort))).toEqual(new Set(['nginx-ingress: hostPort']));
    expect(new Set(violations(hostControllers.hostNetwork))).toEqual(
      new Set(['hostNetwork', 'nginx-ingress: hostPort']),
    );
  });

  it.each(Object.entries<Program>({ ...controllers, ...hostControllers }))('%s: write nowhere else', (_, program) => {
    for (const { template } of podsOf(objectsOf(program))) {
      for (const { securityContext } of containersOf(template.spec)) {
        expect(securityContext?.readOnlyRootFilesystem).toBe(true);
      }
      for (const { emptyDir } of template.spec.volumes ?? []) {
        expect(untyped<{ sizeLimit?: string }>(emptyDir).sizeLimit).toBeDefined();
      }
    }
  });

  it('roll with room to spare, but where a port of the node has to be free first', () => {
    const rolling = (program: Program) => {
      const owner = podsOf(objectsOf(program))[0]!.owner.spec;
      const { strategy, updateStrategy } = untyped<Record<string, { rollingUpdate: object }>>(owner);
      return (strategy ?? updateStrategy)!.rollingUpdate;
    };
    for (const kind of ['Deployment', 'DaemonSet'] as const) {
      expect(rolling(make({ kind }))).toEqual({ maxSurge: 1, maxUnavailable: 0 });
      expect(rolling(make({ kind, expose: { type: 'hostPort' } }))).toEqual({ maxSurge: 0, maxUnavailable: 1 });
    }
  });
});

it.each(everything)('%s: names are good ones', (_, program) => {
  expect(nameViolations(objectsOf(program).filter(o => o.kind !== 'CustomResourceDefinition'))).toEqual([]);
});

describe('namespaces', () => {
  const level = (program: Program) =>
    objectsOf(program).find(o => o.kind === 'Namespace')?.metadata.labels?.['pod-security.kubernetes.io/enforce'];

  it('are as open as the pods need it', () => {
    expect(level(controllers.default)).toBe('restricted');
    expect(level(hostControllers.hostPort)).toBe('privileged');
    expect(level(make({ namespace: 'apps' }))).toBeUndefined();
  });

  it('all of it is in there', () => {
    const others = objectsOf(controllers['a few namespaces']).filter(
      o => o.metadata.namespace !== undefined && o.metadata.namespace !== 'nginx-ingress',
    );
    expect(others.map(o => `${o.kind} ${o.metadata.namespace}`)).toEqual(['RoleBinding shop', 'RoleBinding blog']);
  });
});

describe('rights', () => {
  const writes = (program: Program) =>
    rulesOf(program).filter(rule => rule.verbs.some(verb => !['get', 'list', 'watch'].includes(verb)));

  it('to write: events, statuses, its lease and its own pods only', () => {
    const resources = writes(controllers.default).flatMap(rule => rule.resources);
    expect(new Set(resources)).toEqual(
      new Set([
        'events',
        'leases',
        'pods',
        ...['virtualservers', 'virtualserverroutes', 'transportservers', 'policies'].map(name => `${name}/status`),
      ]),
    );
    expect(verbsOf(controllers.default, 'pods', ['ClusterRole'])).toEqual(['get', 'list', 'watch']);
    expect(rulesOf(controllers.default).some(rule => JSON.stringify(rule).includes('*'))).toBe(false);
  });

  it('follow from what is asked of it', () => {
    const bare = make({ customResources: false });
    expect(rulesOf(bare).flatMap(rule => rule.apiGroups)).not.toContain('k8s.nginx.org');
    expect(objectsOf(bare).map(o => o.kind)).not.toContain('CustomResourceDefinition');
    expect(verbsOf(bare, 'ingresses/status')).toEqual([]);
    expect(verbsOf(controllers.loadBalancer, 'ingresses/status')).toEqual(['update']);
    expect(verbsOf(controllers.default, 'certificates')).toEqual([]);
    expect(verbsOf(make({ certManager: true }), 'certificates')).toContain('create');
    expect(verbsOf(make({ externalDns: true }), 'dnsendpoints')).toContain('create');
  });

  it('to read Secrets: in the namespaces that it watches only', () => {
    const bindings = (program: Program) =>
      objectsOf(program)
        .filter(o => o.kind.endsWith('Binding') && o.roleRef?.name.endsWith('.routes'))
        .map(o => `${o.kind} ${o.metadata.namespace}`);
    expect(bindings(controllers.default)).toEqual(['ClusterRoleBinding undefined']);
    expect(bindings(controllers['a few namespaces']).sort()).toEqual(
      ['blog', 'nginx-ingress', 'shop'].map(name => `RoleBinding ${name}`),
    );
    expect(argsOf(objectsOf(controllers['a few namespaces']))).toContain('-watch-namespace=nginx-ingress,shop,blog');
  });
});

describe('flags', () => {
  it('snippets and telemetry are off', () => {
    const args = argsOf(objectsOf(controllers.default));
    expect(args).toContain('-enable-telemetry-reporting=false');
    expect(args.join(' ')).not.toContain('snippets');
  });

  it('name its objects as they are', () => {
    const objects = objectsOf(controllers['everything given']);
    const args = argsOf(objects);
    named(objects, 'ConfigMap', 'edge');
    named(objects, 'GlobalConfiguration', 'edge');
    named(objects, 'IngressClass', 'nginx');
    for (const flag of ['nginx-configmaps=$(POD_NAMESPACE)/edge', 'global-configuration=$(POD_NAMESPACE)/edge']) {
      expect(args).toContain(`-${flag}`);
    }
    expect(args).toContain('-default-server-tls-secret=$(POD_NAMESPACE)/given-default');
    expect(argsOf(objectsOf(controllers.loadBalancer))).toContain('-external-service=ingress');
  });
});

describe('the network policy', () => {
  const policy = (program: Program) => objectsOf(program).find(o => o.kind === 'NetworkPolicy')?.spec;

  it('lets nobody in to metrics but whom it is told', () => {
    const ports = (program: Program) =>
      policy(program)!.ingress!.map(rule => [rule.ports![0]!.port, rule.from?.length]);
    expect(ports(controllers.default)).toEqual([
      [80, undefined],
      [443, undefined],
    ]);
    const watched: Program = chart => {
      const ingress = new NginxIngressController(chart, 'ingress');
      ingress.allowMetricsFrom({ podLabels: { app: 'prometheus' }, namespace: 'monitoring' });
    };
    expect(ports(watched)).toContainEqual([9113, 1]);
  });

  it('lets it out to pods, and further only where it is told so', () => {
    const all = (program: Program) => policy(program)!.egress!.some(rule => Object.keys(rule).length === 0);
    expect(all(controllers.default)).toBe(false);
    expect(policy(controllers.default)!.egress).toContainEqual({ to: [{ namespaceSelector: {} }] });
    expect(all(make({ externalBackends: true }))).toBe(true);
  });

  it('is for no pod in its node’s network', () => {
    expect(policy(hostControllers.hostNetwork)).toBeUndefined();
  });
});

describe('routes', () => {
  it('of an endpoint are of its class, after its definitions, and let in by their targets', () => {
    const program: Program = chart => {
      const ingress = new NginxIngressController(chart, 'z', { ingressClassName: 'public', allowEmptyHost: true });
      const proxy = new NginxProxy(chart, 'b', { upstream: { name: 'app', port: 80 }, expose: { type: 'clusterIp' } });
      const endpoint = new PublicEndpoint(chart, 'a', { via: ingress });
      endpoint.route('shop.example.com/', proxy, { rateLimit: { requests: 5 }, allowClients: ['10.0.0.0/8'] });
    };
    const objects = objectsOf(program);
    const ingresses = objects.filter(o => o.kind === 'Ingress');
    expect(ingresses.length).toBeGreaterThan(0);
    for (const { spec } of ingresses) {
      expect(untyped<{ ingressClassName: string }>(spec).ingressClassName).toBe('public');
    }
    const order = objects.map(o => o.kind);
    expect(order.lastIndexOf('CustomResourceDefinition')).toBeLessThan(order.indexOf('Ingress'));
    const from = named(objects, 'NetworkPolicy', 'b').spec.ingress!.flatMap(rule => rule.from ?? []);
    expect(JSON.stringify(from)).toContain('"kubernetes.io/metadata.name":"nginx-ingress"');
  });

  it('are told by the port of the nodes, where it is reached by that', () => {
    const chart = new Chart(new App(), 'apps');
    const ingress = new NginxIngressController(chart, 'ingress');
    const url = ingress.routing.urlOf!(chart, 'shop.example.com', true);
    const ports = [
      { name: 'http', nodePort: 30080 },
      { name: 'https', nodePort: 30443 },
    ];
    expect(untyped<{ read(live: object, facts: object): unknown }>(url).read({ spec: { ports } }, {})).toBe(
      'https://shop.example.com:30443/',
    );
    const balanced = new NginxIngressController(chart, 'other', {
      namespace: 'other',
      expose: { type: 'loadBalancer' },
    });
    expect(balanced.routing.urlOf!(chart, 'shop.example.com', true)).toBeUndefined();
  });

  it('of a controller come after its definitions, in another chart too', () => {
    const app = new App();
    const chart = new Chart(app, 'a-routes', { namespace: 'shop' });
    const controller = new NginxIngressController(new Chart(app, 'z-ingress'), 'ingress', {
      listeners: [{ name: 'dns', port: 53, protocol: 'UDP' }],
    });
    new NginxPolicy(chart, 'p', { controller, rateLimit: { rate: '1r/s' } });
    const server = new TransportServer(chart, 't', { controller, listener: 'dns', target: { name: 'dns', port: 53 } });
    const order = objectsIn(app).map(o => o.kind);
    for (const kind of ['Policy', 'TransportServer']) {
      expect(order.lastIndexOf('CustomResourceDefinition')).toBeLessThan(order.indexOf(kind));
    }
    expect(server.transportServer.toJson().spec.listener).toEqual({ name: 'dns', protocol: 'UDP' });
  });
});
