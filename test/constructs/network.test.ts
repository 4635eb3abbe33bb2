import { MariaDb, Redis } from '../../src';
import { variants } from './all-variants';
import { containersOf, type Pods, podsOf, selects, textsIn } from './rules';
import { type KubeObject, type NetworkRule, objectsOf, type Peer, refusal, untyped } from './support';

const policiesOf = (objects: readonly KubeObject[], pods: Pods): KubeObject[] =>
  objects.filter(o => o.kind === 'NetworkPolicy' && selects(o.spec.podSelector, pods.template.metadata.labels ?? {}));

const portsIn = (rule: NetworkRule) => (rule.ports ?? []).map(p => p.port);
const isHere = (peer: Peer) => peer.podSelector !== undefined && peer.namespaceSelector === undefined;

it.each([undefined, null, {}, { podLabels: 'app' }, 'app'])('KW2013: nobody is let in who is %p', client => {
  expect(refusal(chart => new Redis(chart, 'it').allowFrom(untyped(client))).code).toBe('KW2013');
  expect(refusal(chart => new MariaDb(chart, 'it').allowFrom(untyped(client))).code).toBe('KW2013');
});

describe.each(variants)('network policies of %s', (_, program) => {
  const objects = objectsOf(program);
  const pods = podsOf(objects);
  const rulesOf = (p: Pods, direction: 'ingress' | 'egress'): NetworkRule[] =>
    policiesOf(objects, p).flatMap(policy => policy.spec[direction] ?? []);

  it('select every pod, for both directions', () => {
    for (const p of pods) {
      const policies = policiesOf(objects, p);
      expect(policies).toHaveLength(1);
      expect(policies[0]!.spec.policyTypes).toEqual(['Ingress', 'Egress']);
    }
  });

  it('name ports in each rule, and no empty list that the API server would drop', () => {
    for (const { spec } of objects.filter(o => o.kind === 'NetworkPolicy')) {
      for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
        expect(portsIn(rule).length).toBeGreaterThan(0);
        expect([rule.from, rule.to].filter(peers => peers?.length === 0)).toEqual([]);
      }
      expect([spec.ingress, spec.egress].filter(rules => rules?.length === 0)).toEqual([]);
    }
  });

  it('let in at the other side what they let out, at ports that containers have', () => {
    for (const source of pods) {
      for (const rule of rulesOf(source, 'egress')) {
        for (const peer of (rule.to ?? []).filter(isHere)) {
          for (const target of pods.filter(p => selects(peer.podSelector, p.template.metadata.labels))) {
            const open = rulesOf(target, 'ingress')
              .filter(r => (r.from ?? [{}]).some(from => selects(from.podSelector, source.template.metadata.labels)))
              .flatMap(portsIn);
            const ports = containersOf(target.template.spec).flatMap(c => c.ports?.map(p => p.containerPort) ?? []);
            for (const port of portsIn(rule)) {
              expect(open).toContain(port);
              expect(ports).toContain(port);
            }
          }
        }
      }
    }
  });

  it('let in only pods that exist and may go out to there, at ports that containers have', () => {
    for (const target of pods) {
      const ports = containersOf(target.template.spec).flatMap(c => c.ports?.map(p => p.containerPort) ?? []);
      for (const rule of rulesOf(target, 'ingress')) {
        expect(ports).toEqual(expect.arrayContaining(portsIn(rule)));
        for (const peer of rule.from ?? []) {
          const sources = pods.filter(p => selects(peer.podSelector, p.template.metadata.labels));
          expect(sources.length).toBeGreaterThan(0);
          for (const source of sources) {
            const out = rulesOf(source, 'egress')
              .filter(r => r.to?.some(to => isHere(to) && selects(to.podSelector, target.template.metadata.labels)))
              .flatMap(portsIn);
            expect(out).toEqual(expect.arrayContaining(portsIn(rule)));
          }
        }
      }
    }
  });

  it('let nobody out to everywhere, but the job that talks to the API server and clients of what is elsewhere', () => {
    const open = pods
      .filter(p => rulesOf(p, 'egress').some(rule => rule.to === undefined))
      .map(p => p.template.spec.containers[0]!.name);
    const isElsewhere = textsIn(objects).some(text => /\b(app|db)\.example\.com/.test(text));
    const client = podsOf(objects).map(p => p.template.spec.containers[0]!.name);
    expect(open.filter(name => name !== 'generate')).toEqual(
      client.filter(name => isElsewhere && /^(nginx|wordpress)$/.test(name)),
    );
  });
});
