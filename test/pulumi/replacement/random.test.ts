import * as fc from 'fast-check';
import { describeReplacement, explainReplacements, immutableFields } from '../../../src/pulumi/replacement';
import { compareQuantities } from '../../../src/pulumi/replacement/quantity';
import type { JsonObject, JsonValue } from '../../../src/synthesis';
import { type Kind, OBJECTS, objectOf, withValue } from './objects';

const kinds = fc.constantFrom(...(Object.keys(OBJECTS) as Kind[]));
const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;
const strange = fc.oneof(json, fc.constantFrom<JsonValue>('\0a\0', '', {}, [], [null], [{}], { __x: 1 }, -0));

const PATHS = [
  'metadata metadata.name metadata.namespace spec spec.selector spec.template spec.template.spec.containers.0 type',
  'spec.volumeClaimTemplates spec.volumeClaimTemplates.0 spec.volumeClaimTemplates.0.metadata.name spec.replicas',
  'spec.volumeClaimTemplates.0.spec.resources.requests.storage spec.resources.requests.storage spec.containers',
  'spec.containers.0.env spec.completions spec.parallelism spec.scopes spec.ordinals data data.a stringData immutable',
  'roleRef parameters kind apiVersion spec.type spec.clusterIP spec.nodeAffinity spec.names spec.persistentVolumeClaimRetentionPolicy',
].flatMap(line => line.split(' '));

/** Objects of all kinds, some of whose fields are anything. */
const objects = fc
  .tuple(kinds, fc.array(fc.tuple(fc.constantFrom(...PATHS), strange), { maxLength: 4 }))
  .map(([kind, changes]) => changes.reduce((object, [path, value]) => tryWith(object, path, value), objectOf(kind)));

function tryWith(object: JsonObject, path: string, value: JsonValue): JsonObject {
  try {
    return withValue(object, path, value);
  } catch {
    return object; // a former change has put a scalar there
  }
}

function shuffled(value: JsonValue, random: () => number): JsonValue {
  if (Array.isArray(value)) return value.map(item => shuffled(item, random));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(entry => ({ entry, at: random() }));
  entries.sort((a, b) => a.at - b.at);
  return Object.fromEntries(entries.map(({ entry: [key, item] }) => [key, shuffled(item, random)]));
}

describe('replacements of random objects', () => {
  it('are none where nothing is another', () => {
    fc.assert(
      fc.property(objects, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (object, numbers) => {
        const other = shuffled(object, () => numbers.next().value) as JsonObject;
        expect(explainReplacements([{ path: 'x', before: object, after: other }])).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('can always be told, whatever the objects are', () => {
    fc.assert(
      fc.property(fc.oneof(objects, json), fc.oneof(objects, json), (before, after) => {
        const [one, other] = [before, after] as [JsonObject, JsonObject];
        for (const replacement of explainReplacements([{ path: 'x', before: one, after: other }])) {
          expect(describeReplacement(replacement)).not.toContain('\0');
          expect(replacement.fields.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('name the fields that Pulumi is told of', () => {
    fc.assert(fc.property(objects, object => expect(immutableFields(object)).toContain('metadata.name')));
  });

  it.each(Object.keys(OBJECTS) as Kind[])('are none for parts of a %s that are not known yet', kind => {
    const before = objectOf(kind);
    for (const path of PATHS) {
      const after = withValue(before, path, '\0a\0');
      expect([path, explainReplacements([{ path: 'x', before, after }])]).toEqual([path, []]);
    }
  });
});

describe('compareQuantities', () => {
  it.each([
    ['1Gi', '1024Mi', 0],
    ['1Gi', '1G', 1],
    ['1', '1000m', 0],
    [1, '1', 0],
    ['1e3', '1k', 0],
    ['1E', '1e18', 0],
    ['1.5Gi', '1536Mi', 0],
    ['.5', '500m', 0],
    ['5.', '5', 0],
    ['1n', '1u', -1],
    ['9007199254740993', '9007199254740992', 1],
    ['8Ei', '9223372036854775807', 1],
    ['-1', '1', -1],
    ['', '1', undefined],
    ['.', '1', undefined],
    ['1GB', '1', undefined],
    ['1e', '1', undefined],
    ['1e9999999', '1', undefined],
    [null, '1', undefined],
    [{}, '1', undefined],
  ])('%j and %j: %j', (a, b, expected) => {
    expect(compareQuantities(a, b)).toBe(expected);
    if (expected !== undefined) expect(compareQuantities(b, a)).toBe(expected === 0 ? 0 : -expected);
  });
});
