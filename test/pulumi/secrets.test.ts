import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import type { App } from '../../src';
import type { KubewrightError } from '../../src/error';
import { token } from '../../src/pulumi';
import { at, deployed, isSecret, plain, rejection } from './mocks';
import { object } from './objects';

function secret(fields: Record<string, unknown>, id = 'a') {
  return (app: App) => object(new Chart(app, `c-${id}`), id, 'v1', 'Secret', { metadata: { name: id }, ...fields });
}

describe('a Secret with values in plain text', () => {
  it('is KW4005, with the keys and none of the values', async () => {
    const build = secret({ data: { one: 'aHVudGVyMg==' }, stringData: { two: 'hunter2', empty: '' }, type: 'Opaque' });
    const error = await rejection<KubewrightError>(deployed(build));
    expect(error).toMatchObject({
      code: 'KW4005',
      place: 'c-a/a',
      problem: 'the Secret "a" holds one, two in plain text',
    });
    expect(error.message).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  it('is in one report with all others, and nothing is registered', async () => {
    const error = await rejection<KubewrightError>(
      deployed(app => {
        for (const id of ['a', 'b']) secret({ stringData: { [id]: 'x' } }, id)(app);
      }),
    );
    expect(error.errors.map(({ code, place }) => [code, place])).toEqual([
      ['KW4005', 'c-a/a'],
      ['KW4005', 'c-b/b'],
    ]);
  });

  it('is refused also where an output is in another key', async () => {
    const build = secret({ stringData: { fine: token(pulumi.secret('x')), bad: 'x' } });
    expect((await rejection<KubewrightError>(deployed(build))).problem).toMatch(/holds bad in/);
  });

  it('is allowed by name', async () => {
    const { engine } = await deployed(secret({ data: { a: 'YQ==' }, stringData: { b: 'b' } }), {
      allowPlainSecrets: true,
    });
    const { inputs } = engine.find('c-a/a');
    expect(plain(inputs)).toMatchObject({ data: { a: 'YQ==' }, stringData: { b: 'b' } });
    for (const key of ['data', 'stringData']) expect([key, isSecret(inputs[key])]).toEqual([key, true]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no values', {}],
    ['none', { data: {} }],
    ['null', { data: null }],
    ['empty values, which somebody else fills', { data: { a: '' } }],
  ])('is none with %s', async (_, fields) => {
    await expect(deployed(secret(fields))).resolves.toBeDefined();
  });

  it('is one of the core group only', async () => {
    const build = (app: App) => object(new Chart(app, 'c'), 'a', 'x.io/v1', 'Secret', { data: { a: 'x' } });
    await expect(deployed(build)).resolves.toBeDefined();
  });
});

describe('a Secret with outputs', () => {
  it.each(['data', 'stringData'])('is sent with its %s as a secret, also where the output is none', async field => {
    const { engine } = await deployed(
      secret({ [field]: { open: token(pulumi.output('b3Blbg==')), hidden: token(pulumi.secret('aGlkZGVu')) } }),
    );
    const { inputs, request } = engine.find('c-a/a');
    expect(isSecret(inputs[field]) || isSecret(at(inputs, field, 'open'))).toBe(true);
    expect(plain(inputs[field])).toEqual({ open: 'b3Blbg==', hidden: 'aGlkZGVu' });
    expect(request.additionalsecretoutputsList).toEqual(expect.arrayContaining(['data', 'stringData']));
  });

  it('may take all of it from one', async () => {
    const { engine } = await deployed(secret({ stringData: token(pulumi.secret({ a: 'x' })) }));
    expect(plain(engine.find('c-a/a').inputs.stringData)).toEqual({ a: 'x' });
  });
});
