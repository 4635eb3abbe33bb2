import { parseDocument } from 'yaml';
import { render } from '../../src/layout';
import type { JsonObject } from '../../src/synthesis';
import { outgrowsAnnotation } from '../../src/synthesis';
import { manifest } from './objects';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const ROOM = 256 * 1024 - 'kubectl.kubernetes.io/last-applied-configuration'.length;

/** A ConfigMap that takes so many bytes as JSON. */
function ofSize(bytes: number, annotations?: JsonObject, filler = 'x') {
  const made = (text: string) =>
    manifest({}, { metadata: { name: 'settings', ...(annotations && { annotations }) }, data: { text } });
  const empty = Buffer.byteLength(JSON.stringify(made('').object));
  return made(filler.repeat(bytes - empty));
}

const optionsOf = (text: string) => parseDocument(text).getIn(['metadata', 'annotations', SYNC_OPTIONS]);

it.each([
  ['as large as an annotation may be', ofSize(ROOM - 1), false],
  ['a byte larger', ofSize(ROOM), true],
  ['beside other annotations', ofSize(ROOM - 1, { note: '' }), true],
  ['of characters that are escaped', ofSize(ROOM / 2, undefined, '<'), true],
  ['small', ofSize(1000), false],
])('an object %s: %#', (_, { object }, expected) => {
  expect(outgrowsAnnotation(object)).toBe(expected);
});

it('marks an object that is too large, for people and for Argo CD', () => {
  const text = render([ofSize(ROOM)]);
  expect(text).toMatch(/^# too large for an annotation: kubectl apply --server-side\napiVersion: v1\n/);
  expect(optionsOf(text)).toBe('ServerSideApply=true');
});

it.each([
  ['Prune=false', 'Prune=false,ServerSideApply=true'],
  ['ServerSideApply=false', 'ServerSideApply=false'],
  ['Prune=false, ServerSideApply=true', 'Prune=false, ServerSideApply=true'],
  ['', 'ServerSideApply=true'],
])('keeps the sync options %j', (given, expected) => {
  expect(optionsOf(render([ofSize(ROOM, { [SYNC_OPTIONS]: given })]))).toBe(expected);
});

it('leaves all others as they are', () => {
  const text = render([ofSize(1000), ofSize(ROOM), ofSize(1000)]);
  expect(text.match(/ServerSideApply/g)).toHaveLength(1);
  expect(text.split('---\n')).toHaveLength(3);
});
