import { chmodSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart, Helm, Lazy, YamlOutputType } from 'cdk8s';
import { ConfigMap, Deployment, EnvValue, Namespace, ServiceType, Volume } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { expectBothThrow, expectSame, show } from '../support/differential';
import { type AppClass, entriesOf, ours, type Program, reference, synthesized } from '../support/observe';
import { removeTempFolders, tempFolder, withEnv } from '../support/temp-folders';
import { config } from '../support/trees';

afterEach(() => {
  jest.restoreAllMocks();
  removeTempFolders();
});

const TWO_CHARTS: Program = app => {
  config(new Chart(app, 'first'), 'a').addDependency(config(new Chart(app, 'second'), 'b'));
};

describe('environment', () => {
  it('CDK8S_OUTDIR is the output folder where none is given', () => {
    const written = (make: AppClass) => {
      const outdir = join(tempFolder(), 'deep', 'out');
      return withEnv({ CDK8S_OUTDIR: outdir }, () => {
        const app = new make();
        TWO_CHARTS(app);
        app.synth();
        expect(app.outdir).toBe(outdir);
        return entriesOf(outdir);
      });
    };
    expect(written(ours)).toHaveLength(2);
    expect(show(written(ours))).toBe(show(written(reference)));
  });

  it.each(['true', 'false', '1'])('CDK8S_RECORD_CONSTRUCT_METADATA=%s means the same as to cdk8s', value => {
    const written = (make: AppClass, recordConstructMetadata?: boolean) =>
      withEnv({ CDK8S_RECORD_CONSTRUCT_METADATA: value }, () =>
        synthesized(make, TWO_CHARTS, { recordConstructMetadata }),
      );
    for (const given of [undefined, true, false]) {
      expect(show(written(ours, given))).toBe(show(written(reference, given)));
    }
    const hasMetadata = written(ours).some(([path]) => path === 'construct-metadata.json');
    expect(hasMetadata).toBe(value === 'true');
  });

  it('is "dist" and without metadata by default', () => {
    const app = new ours();
    expect([app.outdir, app.yamlOutputType, app.outputFileExtension]).toEqual([
      'dist',
      YamlOutputType.FILE_PER_CHART,
      '.k8s.yaml',
    ]);
    expect(synthesized(ours, TWO_CHARTS).map(([path]) => path)).toEqual([
      '0000-second.k8s.yaml',
      '0001-first.k8s.yaml',
    ]);
  });
});

describe('constructs of libraries', () => {
  it('a Helm chart makes the same as under cdk8s', () => {
    // cdk8s leaves helm's output there
    jest.spyOn(os, 'tmpdir').mockReturnValue(tempFolder());
    const helmExecutable = join(tempFolder(), 'helm');
    writeFileSync(
      helmExecutable,
      [
        '#!/bin/sh',
        'for last in "$@"; do :; done',
        'printf "apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: one\\ndata:\\n  arguments: \\"$*\\"\\n"',
        'printf -- "---\\n# Source: nothing\\n---\\n"',
        'printf "apiVersion: apps/v1\\nkind: Deployment\\nmetadata:\\n  name: two\\nspec:\\n  chart: $last\\n"',
      ].join('\n'),
    );
    chmodSync(helmExecutable, 0o755);
    expectSame(app => {
      const chart = new Chart(app, 'chart');
      const helm = new Helm(chart, 'helm', { chart: './redis', version: '1.2.3', namespace: 'ns', helmExecutable });
      config(chart, 'after').addDependency(helm);
      config(chart, 'release', { name: helm.releaseName });
    });
  });

  it('a Deployment exposed by a Service, with a ConfigMap, makes the same as under cdk8s', () => {
    expectSame(app => {
      const chart = new Chart(app, 'web', { namespace: 'shop', labels: { app: 'shop' } });
      const settings = new ConfigMap(chart, 'settings', { data: { mode: 'fast', 'on.conf': 'yes\nno\n' } });
      const deployment = new Deployment(chart, 'deployment', { replicas: 2 });
      const container = deployment.addContainer({
        image: 'nginx:1.27',
        portNumber: 80,
        envVariables: { MODE: EnvValue.fromConfigMap(settings, 'mode'), N: EnvValue.fromValue('0755') },
      });
      container.mount('/etc/conf', Volume.fromConfigMap(chart, 'volume', settings));
      deployment.exposeViaService({ serviceType: ServiceType.NODE_PORT, ports: [{ port: 8080, targetPort: 80 }] });
      const namespaces = new Chart(app, 'namespaces');
      new Namespace(namespaces, 'shop', { metadata: { name: 'shop' } });
      chart.addDependency(namespaces);
    });
  });
});

class Invalid extends Construct {
  public constructor(scope: Construct, id: string, messages: readonly string[]) {
    super(scope, id);
    this.node.addValidation({ validate: () => [...messages] });
  }
}

describe('both refuse', () => {
  it('constructs that fail their validation, with all messages in the same order', () => {
    const { expected, actual } = expectBothThrow(app => {
      const chart = new Chart(app, 'chart');
      new Invalid(chart, 'one', ['no port', 'two\nlines']);
      new Invalid(config(new Chart(app, 'other'), 'object'), 'two', ['no name']);
      new Invalid(app, 'outside', ['no chart']);
    });
    expect(expected).toContain('[other/object/two] no name');
    expect(actual).toContain(expected);
    expect(actual).toContain('KW1004');
  });

  it('an object that is no JSON, and say where', () => {
    const { expected, actual } = expectBothThrow(app => {
      const chart = new Chart(app, 'chart');
      config(chart, 'fine');
      config(chart, 'date', { when: new Date(0) });
    });
    expect(expected).toContain("construct at path 'chart/date'");
    expect(actual).toContain(expected);
    expect(actual).toContain('KW1005');
  });

  it('a Lazy value that throws', () => {
    const produce = (): never => {
      throw new Error('not yet known');
    };
    const { expected, actual } = expectBothThrow(app => {
      new ApiObject(new Chart(app, 'chart'), 'lazy', { apiVersion: 'v1', kind: 'Thing', spec: Lazy.any({ produce }) });
    });
    expect(expected).toContain('not yet known');
    expect(actual).toContain(expected);
  });
});
