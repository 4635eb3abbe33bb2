import { variants } from './all-variants';
import { containersOf, podsOf, restrictedViolations } from './rules';
import { objectsOf, type PodSpec } from './support';
import { mariaDbs } from './variants';

const isGenerator = (pod: PodSpec): boolean => pod.containers.some(c => c.name === 'generate');

describe.each(variants)('pods of %s', (name, program) => {
  const pods = podsOf(objectsOf(program));
  const containers = pods.flatMap(({ owner, template }) =>
    containersOf(template.spec).map(container => ({ owner, container, title: `${owner.kind}/${container.name}` })),
  );

  it('exist and pass Pod Security "restricted"', () => {
    expect(pods.length).toBeGreaterThan(0);
    expect(pods.flatMap(p => restrictedViolations(p.template.spec))).toEqual([]);
  });

  it('have root file systems that nobody can write to', () => {
    expect(containers.filter(c => c.container.securityContext?.readOnlyRootFilesystem !== true)).toEqual([]);
  });

  it('request cpu and memory, and are limited in memory, not in cpu', () => {
    const isGiven = name === 'MariaDb: configuration and resources';
    for (const { container, owner } of containers) {
      const { requests = {}, limits = {} } = container.resources ?? {};
      const more = isGiven && owner.kind === 'StatefulSet' ? ['ephemeral-storage'] : [];
      expect(Object.keys(requests).sort()).toEqual(['cpu', ...more, 'memory']);
      expect(Object.keys(limits).sort()).toEqual(more.length > 0 ? ['cpu', ...more, 'memory'] : ['memory']);
    }
  });

  it('have a limit for each folder that is on the node, since no container has one for storage', () => {
    const folders = pods.flatMap(p => (p.template.spec.volumes ?? []).filter(volume => 'emptyDir' in volume));
    expect(folders.filter(v => !/^\d+[MG]i$/.test(String((v.emptyDir as { sizeLimit?: string }).sizeLimit)))).toEqual(
      [],
    );
  });

  it('run pinned images', () => {
    const images = containers.map(c => c.container.image);
    expect(images.filter(image => !/^[^:]+:[^:]*\d[^:]*$/.test(image) || image.endsWith(':latest'))).toEqual([]);
  });

  it('are probed, if they run for long', () => {
    const running = pods.filter(p => ['Deployment', 'StatefulSet'].includes(p.owner.kind));
    for (const [program, ...sidecars] of running.map(p => p.template.spec.containers)) {
      expect(program).toMatchObject({
        startupProbe: expect.any(Object),
        readinessProbe: expect.any(Object),
        livenessProbe: expect.any(Object),
      });
      // a pod that serves is not left out because of what stands beside the program
      for (const sidecar of sidecars)
        expect([sidecar.livenessProbe, sidecar.readinessProbe]).toEqual([expect.any(Object), undefined]);
    }
    expect(containers.filter(c => /Job/.test(c.owner.kind) && c.container.livenessProbe)).toEqual([]);
  });

  it('hold a token of the API server only where they talk to it, and no addresses of services', () => {
    for (const { template } of pods) {
      expect(template.spec.automountServiceAccountToken).toBe(isGenerator(template.spec));
      expect(template.spec.enableServiceLinks).toBe(false);
      if (!isGenerator(template.spec)) expect(template.spec.serviceAccountName).toBeUndefined();
    }
  });

  it('mount each of their volumes, and have a volume for each mount', () => {
    for (const { owner, template } of pods) {
      const volumes = [
        ...(template.spec.volumes ?? []).map(v => v.name),
        ...(owner.spec.volumeClaimTemplates ?? []).map(claim => claim.metadata.name),
      ];
      const mounted = containersOf(template.spec).flatMap(c => (c.volumeMounts ?? []).map(m => m.name));
      expect([...new Set(mounted)].sort()).toEqual(volumes.sort());
    }
  });

  it('mount no two volumes at one path', () => {
    for (const { container } of containers) {
      const paths = (container.volumeMounts ?? []).map(mount => mount.mountPath);
      expect(paths).toEqual([...new Set(paths)]);
    }
  });

  it('wait for a decent end and know what restarts them', () => {
    for (const { owner, template } of pods) {
      const isJob = /Job/.test(owner.kind);
      expect(template.spec.restartPolicy).toEqual(isJob ? expect.stringMatching(/^(Never|OnFailure)$/) : undefined);
      if (!isJob) expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(60);
    }
  });
});

describe('the check of Pod Security', () => {
  const good = podsOf(objectsOf(mariaDbs.default))[0]!.template.spec;
  const container = good.containers[0]!;
  const own = container.securityContext;
  const withOwn = (change: object): PodSpec => ({
    ...good,
    containers: [{ ...container, securityContext: { ...own, ...change } }],
  });

  it.each<[string, PodSpec, string]>([
    ['a host network', { ...good, hostNetwork: true }, 'hostNetwork'],
    ['a folder of the node', { ...good, volumes: [{ name: 'v', hostPath: {} }] }, 'volume v: hostPath'],
    ['root', { ...good, securityContext: { ...good.securityContext, runAsUser: 0 } }, 'runAsUser'],
    ['no user', { ...good, securityContext: {} }, `${container.name}: runAsNonRoot`],
    ['no seccomp profile', { ...good, securityContext: { runAsNonRoot: true } }, `${container.name}: seccompProfile`],
    ['escalation', withOwn({ allowPrivilegeEscalation: undefined }), `${container.name}: allowPrivilegeEscalation`],
    ['capabilities', withOwn({ capabilities: { drop: ['NET_RAW'] } }), `${container.name}: capabilities.drop`],
    ['privileges', withOwn({ privileged: true }), `${container.name}: privileged`],
    [
      'a port of the node',
      { ...good, containers: [{ ...container, ports: [{ name: 'p', containerPort: 1, hostPort: 1 }] }] },
      `${container.name}: hostPort`,
    ],
  ])('sees %s', (_, pod, violation) => {
    expect(restrictedViolations(pod)).toContain(violation);
  });
});
