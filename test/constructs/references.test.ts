import { variants } from './all-variants';
import { containersOf, nameViolations, podsOf, selects, textsIn } from './rules';
import { type KubeObject, objectsOf, type PodSpec, type Selector, yamlOf } from './support';
import { GIVEN } from './variants';

/** Secrets that the generator makes, with their keys. */
function generated(objects: readonly KubeObject[]): Map<string, string[]> {
  const env = podsOf(objects)
    .flatMap(p => p.template.spec.containers)
    .filter(c => c.name === 'generate')
    .map(c => new Map(c.env?.map(({ name, value }) => [name, value ?? ''])));
  return new Map(
    env.map(e => [
      (JSON.parse(e.get('SECRET_METADATA')!) as { name: string }).name,
      e
        .get('SECRET_KEYS')!
        .split(' ')
        .map(entry => entry.split('=')[0]!),
    ]),
  );
}

/** What the volumes and the environment of a pod refer to, as `kind/name` or `kind/name/key`. */
function references(pod: PodSpec): string[] {
  const items = (kind: string, source: { name?: string; secretName?: string; items?: readonly { key: string }[] }) => {
    const name = `${kind}/${source.name ?? source.secretName}`;
    return source.items ? source.items.map(({ key }) => `${name}/${key}`) : [name];
  };
  return [
    ...(pod.volumes ?? []).flatMap(v => [
      ...(v.configMap ? items('ConfigMap', v.configMap) : []),
      ...(v.secret ? items('Secret', v.secret) : []),
      ...(v.projected?.sources ?? []).flatMap(s => (s.secret ? items('Secret', s.secret) : [])),
      ...(v.persistentVolumeClaim ? [`PersistentVolumeClaim/${v.persistentVolumeClaim.claimName}`] : []),
    ]),
    ...containersOf(pod).flatMap(c =>
      (c.env ?? []).flatMap(({ valueFrom: from }) => [
        ...(from?.configMapKeyRef ? [`ConfigMap/${from.configMapKeyRef.name}/${from.configMapKeyRef.key}`] : []),
        ...(from?.secretKeyRef ? [`Secret/${from.secretKeyRef.name}/${from.secretKeyRef.key}`] : []),
      ]),
    ),
    ...(pod.serviceAccountName ? [`ServiceAccount/${pod.serviceAccountName}`] : []),
  ];
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'Job', 'CronJob'];

describe.each(variants)('objects of %s', (_, program) => {
  const objects = objectsOf(program);
  const pods = podsOf(objects);
  const of = (kind: string) => objects.filter(o => o.kind === kind);
  const has = (kind: string, name: string) => of(kind).some(o => o.metadata.name === name);

  it('have names and labels that the API server takes, and the namespace of their chart', () => {
    expect(nameViolations(objects)).toEqual([]);
    const clusterWide = ['Namespace', 'PersistentVolume', 'StorageClass'];
    for (const { kind, metadata } of objects) {
      expect(metadata.namespace).toBe(clusterWide.includes(kind) ? undefined : 'apps');
      expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/managed-by': 'kubewright' });
    }
  });

  it('select by labels that the pods carry, and that no upgrade changes', () => {
    const selectors = objects.flatMap(({ kind, spec }): Selector[] => {
      if (kind === 'Service') return [{ matchLabels: spec.selector as Record<string, string> }];
      if (kind === 'NetworkPolicy') return [spec.podSelector!];
      return spec?.selector ? [spec.selector as Selector] : [];
    });
    for (const selector of selectors) {
      expect(Object.keys(selector.matchLabels ?? {}).length).toBeGreaterThan(0);
      expect(pods.filter(p => selects(selector, p.template.metadata.labels)).length).toBeGreaterThan(0);
      expect(Object.keys(selector.matchLabels!)).not.toContain('app.kubernetes.io/version');
    }
    for (const { owner, template } of pods.filter(p => ['Deployment', 'StatefulSet'].includes(p.owner.kind))) {
      expect(selects(owner.spec.selector as Selector, template.metadata.labels)).toBe(true);
      for (const claim of owner.spec.volumeClaimTemplates ?? []) {
        expect(Object.keys(claim.metadata.labels ?? {})).not.toContain('app.kubernetes.io/version');
      }
    }
  });

  it('refer to nothing that is not there', () => {
    const secrets = generated(objects);
    const missing = pods
      .flatMap(p => references(p.template.spec))
      .filter(reference => {
        const [kind, name, key] = reference.split('/') as [string, string, string?];
        if (name.startsWith(GIVEN)) return false;
        if (kind === 'Secret') return !secrets.get(name)?.includes(key!);
        const target = of(kind).find(o => o.metadata.name === name);
        return !target || (kind === 'ConfigMap' && key !== undefined && !(key in target.data!));
      });
    expect(missing).toEqual([]);
  });

  it('are connected: roles, services, ingresses, volumes', () => {
    for (const binding of of('RoleBinding')) {
      expect(has('Role', binding.roleRef!.name)).toBe(true);
      for (const subject of binding.subjects!) {
        expect(has('ServiceAccount', subject.name)).toBe(true);
        expect(subject.namespace).toBe('apps');
      }
    }
    for (const set of of('StatefulSet')) expect(has('Service', set.spec.serviceName!)).toBe(true);
    for (const { spec } of of('Ingress')) {
      for (const { service } of spec.rules!.flatMap(r => r.http.paths.map(path => path.backend))) {
        const target = of('Service').find(o => o.metadata.name === service.name);
        expect(target?.spec.ports?.map(port => port.name)).toContain(service.port.name);
      }
      for (const { secretName } of spec.tls ?? []) expect(secretName.startsWith(GIVEN)).toBe(true);
    }
    // volumes of a pool are taken by whoever comes
    for (const volume of of('PersistentVolume').filter(({ spec }) => spec.claimRef)) {
      const claim = of('PersistentVolumeClaim').find(o => o.metadata.name === volume.spec.claimRef!.name);
      expect(volume.spec.claimRef!.namespace).toBe('apps');
      expect(claim?.spec.volumeName).toBe(volume.metadata.name);
      expect(claim?.spec.accessModes).toEqual(volume.spec.accessModes);
    }
  });

  it('name only ports that containers have', () => {
    const portsOf = (selector: Selector) =>
      pods
        .filter(p => selects(selector, p.template.metadata.labels))
        .flatMap(p => p.template.spec.containers.flatMap(c => (c.ports ?? []).map(port => port.name)));
    for (const { spec } of of('Service')) {
      const ports = portsOf({ matchLabels: spec.selector as Record<string, string> });
      for (const { targetPort } of spec.ports!) expect(ports).toContain(targetPort);
    }
    for (const container of pods.flatMap(p => p.template.spec.containers)) {
      const names = (container.ports ?? []).map(port => port.name);
      const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];
      for (const probe of probes) if (probe?.httpGet) expect(names).toContain(probe.httpGet.port);
    }
  });

  it('hold no secret', () => {
    expect(of('Secret')).toEqual([]);
    const values = pods.flatMap(p => containersOf(p.template.spec).flatMap(c => c.env ?? []));
    const secretLike = values.filter(e => /PASSWORD|TOKEN|SALT|_KEY(_|$)/.test(e.name));
    expect(secretLike.filter(e => !/^\/run\/[a-z/.-]+$/.test(e.value ?? ''))).toEqual([]);
    // a run of letters of both cases and digits that is as long as a password
    const random = /(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])[A-Za-z0-9]{20,}/;
    expect(objects.flatMap(textsIn).filter(text => random.test(text))).toEqual([]);
  });

  it('leave no blank that a template forgot to fill', () => {
    expect(objects.flatMap(textsIn).filter(text => /undefined|NaN|Infinity|\[object|\$\{Token/.test(text))).toEqual([]);
  });

  it('come after what they need', () => {
    const at = (kind: string, name: string) => objects.findIndex(o => o.kind === kind && o.metadata.name === name);
    const early: string[] = [];
    const expectBefore = (kind: string, name: string, index: number) => {
      if (at(kind, name) > index) early.push(`${objects[index]!.kind} before ${kind} ${name}`);
    };
    objects.forEach((object, index) => {
      const { kind, spec } = object;
      for (const { template } of podsOf([object])) {
        for (const policy of of('NetworkPolicy')) {
          if (selects(policy.spec.podSelector, template.metadata.labels)) {
            expectBefore('NetworkPolicy', policy.metadata.name, index);
          }
        }
        for (const reference of references(template.spec)) {
          const [target, name] = reference.split('/') as [string, string];
          expectBefore(target, name, index);
        }
      }
      if (kind === 'StatefulSet') expectBefore('Service', spec.serviceName!, index);
      if (kind === 'Ingress') expectBefore('Service', object.metadata.name, index);
      if (kind === 'RoleBinding') expectBefore('Role', object.roleRef!.name, index);
      if (kind === 'Job') expectBefore('RoleBinding', object.metadata.name.replace(/-[0-9a-f]{8}$/, ''), index);
      if (spec?.volumeName) expectBefore('PersistentVolume', spec.volumeName, index);
      if (kind !== 'Namespace') expectBefore('Namespace', 'apps', index);
    });
    expect(objects.some(o => WORKLOADS.includes(o.kind))).toBe(true);
    expect(early).toEqual([]);
  });

  it('are the same bytes again', () => {
    expect(yamlOf(program)).toBe(yamlOf(program));
  });
});
