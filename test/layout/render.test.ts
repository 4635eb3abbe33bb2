import { KubewrightError } from '../../src/error';
import { render } from '../../src/layout';
import type { JsonObject } from '../../src/synthesis';
import { manifest } from './objects';

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

test('manifests are documents of one stream, in their order', () => {
  const stream = render([manifest({ name: 'b' }), manifest({ name: 'a' })]);
  expect(stream).toBe(
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n',
  );
});

test('no manifests are an empty stream', () => {
  expect(render([])).toBe('');
});

test.each([
  ['KW1101', { text: 'a\0' }, 'holds a NUL character'],
  ['KW1101', { ['\ud800']: 'a' }, 'holds half a surrogate pair'],
  ['KW1102', { ratio: Number.NaN }, 'NaN stands where a number is expected'],
])('%s names the manifest that cannot be written', (code, data: JsonObject, problem) => {
  const error = errorOf(() => render([manifest({ name: 'good' }), manifest({ name: 'bad' }, { data })]));
  expect(error).toBeInstanceOf(KubewrightError);
  expect(error).toMatchObject({ code, place: 'app/ConfigMap/bad', cause: { code } });
  expect((error as KubewrightError).message).toContain(`${code} [app/ConfigMap/bad] `);
  expect((error as KubewrightError).message).toContain(problem);
});

test('other errors stay as they are', () => {
  const broken = new Error('broken getter');
  const object: JsonObject = {
    get data(): string {
      throw broken;
    },
  };
  expect(errorOf(() => render([{ path: 'app/x', object }]))).toBe(broken);
});
