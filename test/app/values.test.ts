import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ApiObject,
  Chart,
  Include,
  type IResolver,
  JsonPatch,
  Lazy,
  type ResolutionContext,
  YamlOutputType,
} from 'cdk8s';
import { expectSame, expectSameFiles, FILE_MODES } from '../support/differential';
import { ours, type Program, reference, synthesized } from '../support/observe';
import { removeTempFolders, tempFolder, withEnv } from '../support/temp-folders';
import { config } from '../support/trees';

afterEach(removeTempFolders);

/** Replaces every value that begins with `secret:`. */
class SecretResolver implements IResolver {
  public resolve(context: ResolutionContext): void {
    const { value } = context;
    if (typeof value === 'string' && value.startsWith('secret:')) context.replaceValue(value.slice(7).toUpperCase());
  }
}

describe('objects are the same as under cdk8s', () => {
  it('with an included YAML file', () => {
    const url = join(tempFolder(), 'included.yaml');
    writeFileSync(
      url,
      [
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one, namespace: here}\ndata: {mode: "0644", on: "yes", n: 0x1F}',
        '',
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: two\nspec:\n  text: |\n    a\n\n    b\n  octal: 0755',
        'apiVersion: v1\nkind: Service\nmetadata: {name: three}\nspec: {ports: [{port: 80, targetPort: http}]}',
      ].join('\n---\n'),
    );
    expectSame(app => {
      const chart = new Chart(app, 'chart');
      const included = new Include(chart, 'include', { url });
      included.apiObjects[0]?.addDependency(included.apiObjects[2] as ApiObject);
    });
  });

  it('with Lazy values and implicit tokens, also within each other', () => {
    expectSame(app => {
      const chart = new Chart(app, 'chart');
      const token = { resolve: () => ({ inner: Lazy.any({ produce: () => [1, undefined, null, 'three'] }) }) };
      config(chart, 'lazy', {
        value: Lazy.any({ produce: () => ({ token }) }),
        nothing: Lazy.any({ produce: () => null }),
      });
      config(chart, 'list', [token, Lazy.any({ produce: () => 'x' })]);
    });
  });

  it('with values of unions of numbers and strings', () => {
    class IntOrString {
      public constructor(public readonly value: number | string) {}
    }
    expectSame(app => {
      config(new Chart(app, 'chart'), 'ports', { number: new IntOrString(80), text: new IntOrString('http') });
    });
  });

  it('with JSON patches', () => {
    expectSame(app => {
      const chart = new Chart(app, 'chart');
      const object = config(chart, 'patched', { keep: '1', drop: '2', list: ['a', 'b'] });
      object.addJsonPatch(JsonPatch.remove('/data/drop'), JsonPatch.add('/data/list/-', 'c'));
      object.addJsonPatch(JsonPatch.add('/immutable', true), JsonPatch.copy('/data/keep', '/data/copied'));
    });
  });

  it('with JSON patches of what files are named after, but in a folder per chart', () => {
    const program: Program = app => {
      const object = config(new Chart(app, 'chart'), 'patched');
      object.addJsonPatch(JsonPatch.replace('/metadata/name', 'renamed'), JsonPatch.replace('/kind', 'Secret'));
    };
    expectSame(program, {}, FILE_MODES);
    // there cdk8s still names the file after the object as it was before the patch
    const props = { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE };
    const [expected, actual] = [reference, ours].map(make => synthesized(make, program, props));
    expect(expected?.[1]?.[0]).toMatch(/^chart\/ConfigMap\.chart-patched-\w+\.k8s\.yaml$/);
    expect(actual?.[1]?.[0]).toBe('chart/Secret.renamed.k8s.yaml');
    expect(actual?.[1]?.[1]).toEqual(expected?.[1]?.[1]);
  });

  it('with resolvers of the app', () => {
    expectSame(
      app => {
        config(new Chart(app, 'chart'), 'object', { password: 'secret:abc', plain: 'abc', deep: ['secret:d', 1] });
      },
      { resolvers: [new SecretResolver()] },
    );
  });

  it("with a chart's labels, namespace and names without hash", () => {
    expectSame(app => {
      const chart = new Chart(app, 'chart', {
        namespace: 'ns',
        labels: { tier: 'back' },
        disableResourceNameHashes: true,
      });
      config(chart, 'plain');
      config(chart, 'own', {}, { metadata: { namespace: 'other', labels: { tier: 'front', more: 'x' } } });
      const nested = new Chart(chart, 'nested', { labels: { nested: 'yes' } });
      config(nested, 'plain', { a: 'b' }, { metadata: { annotations: { note: 'a: b #c' } } });
    });
  });

  it('with metadata that is changed after the object was made', () => {
    expectSame(app => {
      const object = config(new Chart(app, 'chart'), 'object');
      object.metadata.addLabel('late', 'true');
      object.metadata.add('generation', Lazy.any({ produce: () => 3 }));
      object.metadata.addFinalizers('a', 'b');
    });
  });

  it('with an object of a toJson of its own', () => {
    class Stamped extends ApiObject {
      public override toJson(): unknown {
        return { ...(super.toJson() as object), stamp: this.node.path };
      }
    }
    expectSame(app => {
      const chart = new Chart(app, 'chart');
      const first = new Stamped(chart, 'first', { apiVersion: 'v1', kind: 'ConfigMap' });
      first.addDependency(
        new Stamped(chart, 'second', { apiVersion: 'x.io/v1', kind: 'Thing', metadata: { name: 'b' } }),
      );
    });
  });

  it('without empty values and with keys in order, or as they come where sorting is off', () => {
    const program: Program = app => {
      const chart = new Chart(app, 'chart');
      config(chart, 'empty', { b: {}, a: [], c: undefined, z: { y: undefined }, text: '', no: false, zero: 0 });
      config(chart, 'order', { b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] }, { zeta: 1, alpha: { two: 2, one: 1 } });
    };
    expectSame(program);
    withEnv({ CDK8S_DISABLE_SORT: '1' }, () => expectSame(program));
  });
});

describe('objects that leave themselves out by an undefined toJson', () => {
  class Optional extends ApiObject {
    public override toJson(): unknown {
      return undefined;
    }
  }

  it('are left out of the files, as under cdk8s', () => {
    for (const yamlOutputType of FILE_MODES) {
      expectSameFiles(
        app => {
          const chart = new Chart(app, 'chart');
          new Optional(chart, 'out', { apiVersion: 'v1', kind: 'ConfigMap' });
          config(chart, 'in');
        },
        { yamlOutputType },
      );
    }
  });
});
