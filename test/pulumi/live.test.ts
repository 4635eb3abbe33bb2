import * as pulumi from '@pulumi/pulumi';
import type { ApiObject } from 'cdk8s';
import { Chart } from 'cdk8s';
import { type App, type LiveValue, WordPressSite } from '../../src';
import { KubewrightError } from '../../src/error';
import { ConstructTree, deploy } from '../../src/pulumi';
import { isLiveValue, withLiveOutputs } from '../../src/pulumi/live';
import { deployed, Engine, rejection, someProvider, type World } from './mocks';
import { configMap, object, service } from './objects';

/** What an output comes to. */
function known<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise(resolve => output.apply(resolve));
}

const world: World = {
  live: (inputs, type) => {
    if (!type.endsWith(':Service')) return {};
    const { spec } = inputs as { spec: { ports: object[] } };
    const ingress = [{ ip: '192.0.2.7' }];
    return {
      spec: { ...spec, ports: spec.ports.map(p => ({ nodePort: 30123, ...p })) },
      status: { loadBalancer: { ingress } },
    };
  },
};

const site = (type: 'nodePort' | 'loadBalancer') => (app: App) => {
  const made = new WordPressSite(new Chart(app, 'c', { namespace: 'blog' }), 'site', { expose: { type } });
  return { url: made.url, name: 'blog', made };
};

describe('what deploy answers', () => {
  it('has an output for what only the cluster can tell, and all else as it is', async () => {
    const { outputs } = await deployed(site('nodePort'), { nodeAddress: '198.51.100.4' }, world);
    expect(pulumi.Output.isInstance(outputs.url)).toBe(true);
    expect(await known(outputs.url)).toBe('http://198.51.100.4:30123/');
    expect(outputs.name).toBe('blog');
    expect(outputs.made).toBeInstanceOf(WordPressSite);
  });

  it('tells the address of a load balancer', async () => {
    const { outputs } = await deployed(site('loadBalancer'), {}, world);
    expect(await known(outputs.url)).toBe('http://192.0.2.7/');
  });

  it('says where a node stands whose address nobody knows', async () => {
    const { outputs } = await deployed(site('nodePort'), {}, world);
    expect(await known(outputs.url)).toBe('http://<node>:30123/');
  });

  it('may come of a promise, and be nothing', async () => {
    const later = await deployed(
      async app => {
        await Promise.resolve();
        return site('loadBalancer')(app);
      },
      {},
      world,
    );
    expect(await known(later.outputs.url)).toBe('http://192.0.2.7/');
    expect((await deployed(() => undefined)).outputs).toEqual({});
  });

  it('is refused with the error of whoever builds', async () => {
    const error = new Error('my own');
    expect(await rejection(deployed(() => Promise.reject(error)))).toBe(error);
    expect(
      await rejection(
        deployed(() => {
          throw error;
        }),
      ),
    ).toBe(error);
  });
});

/** The promises that an output is made of. */
interface Inner {
  promise(): Promise<unknown>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  readonly allResources: Promise<unknown>;
}

function liveValue<T>(source: ApiObject, read: LiveValue<T>['read']): LiveValue<T> {
  return { source, read };
}

async function tree<T>(build: (chart: Chart) => T, given: World = world): Promise<ConstructTree<T>> {
  const engine = new Engine(given);
  const made = new ConstructTree('blog', build, { provider: someProvider(), nodeAddress: 'node' });
  await made.deployed;
  await engine.settle();
  return made;
}

describe('a ConstructTree', () => {
  it('has outputs for the fields of what it was built of', async () => {
    const blog = await tree(chart => new WordPressSite(chart, 'site'));
    expect(blog.construct).toBeInstanceOf(WordPressSite);
    expect(await known(blog.outputs.url)).toBe('http://node:30123/');
    expect(blog.outputs.database).toBe(blog.construct.database);
  });

  it('makes an output of any value that only the cluster can tell', async () => {
    const blog = await tree(chart => service(chart, 'front'));
    const read = jest.fn(live => live);
    const value = (await known(blog.output(liveValue(blog.construct, read)))) as Record<string, unknown>;
    expect(value).toMatchObject({ spec: { ports: [{ port: 80, nodePort: 30123 }] }, status: { loadBalancer: {} } });
    expect(value.metadata).toMatchObject({ name: blog.construct.name });
    expect(read).toHaveBeenCalledWith(expect.anything(), { nodeAddress: 'node' });
  });

  it('tells the resource of an object', async () => {
    const blog = await tree(chart => ({ a: configMap(chart, 'a'), b: configMap(chart, 'b') }));
    const resource = await blog.resource(blog.construct.b);
    expect(await known(resource.urn)).toMatch(/::blog\/b$/);
  });

  it('knows nothing of others: KW4009', async () => {
    const blog = await tree(chart => configMap(chart, 'a'));
    const other = await tree(chart => configMap(chart, 'a'));
    await expect(blog.resource(other.construct)).rejects.toMatchObject({ code: 'KW4009', place: 'blog/a' });
    const output = blog.output(liveValue(other.construct, () => 1)) as unknown as Inner;
    const sides = [output.promise(), output.isKnown, output.isSecret, output.allResources];
    for (const side of sides) await expect(side).rejects.toMatchObject({ code: 'KW4009', place: 'blog/a' });
  });

  it('puts the namespace and labels of its chart on all', async () => {
    const engine = new Engine();
    const blog = new ConstructTree('blog', chart => configMap(chart, 'a'), {
      provider: someProvider(),
      chart: { namespace: 'web', labels: { team: 'a' } },
    });
    await blog.deployed;
    await engine.settle();
    expect(engine.find('blog/a').inputs.metadata).toMatchObject({ namespace: 'web', labels: { team: 'a' } });
  });

  it('waits for what the component waits for, and is below its parent', async () => {
    const engine = new Engine();
    const parent = new pulumi.ComponentResource('x:y:Z', 'parent');
    const first = new (class extends pulumi.CustomResource {})('x:y:First', 'first', {});
    const options = { provider: someProvider(), parent, dependsOn: [first], protect: true };
    const blog = new ConstructTree('blog', chart => configMap(chart, 'a'), options);
    await blog.deployed;
    await engine.settle();
    expect(engine.find('blog').parent).toBe(engine.find('parent').urn);
    expect(engine.find('blog').request.dependenciesList).toContain(engine.find('first').urn);
    expect(engine.find('blog/a').request.protect).toBe(true);
  });

  it('throws at once what is wrong with the tree', () => {
    new Engine();
    const build = (chart: Chart) => {
      for (const id of ['a', 'b']) object(chart, id, 'v1', 'ConfigMap', { metadata: { name: 'same' } });
    };
    expect(() => new ConstructTree('blog', build)).toThrow(expect.objectContaining({ code: 'KW1001' }));
  });

  it('is refused with what is wrong while it deploys', async () => {
    const engine = new Engine();
    const build = (chart: Chart) => object(chart, 'a', 'v1', 'Secret', { stringData: { a: 'x' } });
    const blog = new ConstructTree('blog', build, { provider: someProvider() });
    await expect(blog.deployed).rejects.toMatchObject({ code: 'KW4005', place: 'blog/a' });
    await engine.settle();
  });
});

describe('live values', () => {
  it('are told from what looks like them', () => {
    const source = configMap(new Chart(undefined as never, 'c'), 'a');
    expect(isLiveValue({ source, read: () => 1 })).toBe(true);
    for (const other of [undefined, null, 1, 'x', {}, { source }, { read: () => 1 }, { source: {}, read: () => 1 }]) {
      expect(isLiveValue(other)).toBe(false);
    }
  });

  it('are looked for among fields, of which there may be none', () => {
    const never = new Promise<never>(() => {});
    for (const fields of [undefined, null, {}, 1]) expect(withLiveOutputs(fields, never)).toEqual({});
    expect(withLiveOutputs({ a: 1, b: [2] }, never)).toEqual({ a: 1, b: [2] });
  });
});

describe('an error', () => {
  it('is printed by its message alone', async () => {
    const error = await rejection(
      deployed(app => object(new Chart(app, 'c'), 'a', 'v1', 'Secret', { stringData: { a: 'x' } })),
    );
    expect(error).toBeInstanceOf(KubewrightError);
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(pulumi.RunError.isInstance(new Error('other'))).toBe(false);
  });

  it('of a tree has the same mark', () => {
    new Engine();
    const build = (chart: Chart) => {
      for (const id of ['a', 'b']) object(chart, id, 'v1', 'ConfigMap', { metadata: { name: 'same' } });
    };
    let thrown: unknown;
    try {
      new ConstructTree('blog', build);
    } catch (error) {
      thrown = error;
    }
    expect(pulumi.RunError.isInstance(thrown)).toBe(true);
  });

  it('of deploy is none that nobody notices, if what it answers is looked at later', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    new Engine();
    const answer = deploy(() => Promise.reject(new Error('later')));
    await new Promise(resolve => setTimeout(resolve, 20));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    await expect(answer).rejects.toThrow('later');
  });
});
