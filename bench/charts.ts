import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled, timed } from './run';
import { median, printTable, ratio, seconds } from './table';

const PROGRAM = join(__dirname, 'programs', 'charts.js');
/** Past this, cdk8s takes minutes. */
const CDK8S_LIMIT = 1600;
const RUNS = 3;

interface Steps {
  readonly load: number;
  readonly create: number;
  readonly synth: number;
  readonly resolve?: number;
  readonly yaml?: number;
  readonly maxRss: number;
}

interface Measured {
  /** The whole process. */
  readonly process: number;
  /** Creation, synthesis and writing. */
  readonly work: number;
  readonly steps: Steps;
}

/** Synthesis of many charts, against cdk8s's own and against `helm template`. */
export function benchCharts(counts: readonly number[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'kubewright-bench-'));
  try {
    const hasHelm = isInstalled('helm', 'version', '--short');
    const rows = counts.map(count => row(count, folder, hasHelm));
    printTable('N charts of 3 objects, seconds (work = create + synth + write, in the process; process = as a whole)', [
      ['N', 'ours: work', 'cdk8s: work', 'cdk8s/ours', 'ours: process', 'helm: process', 'ours/helm', 'ours: MB'],
      ...rows.map(r => r.compared),
    ]);
    printTable('where our time goes, seconds', [
      ['N', 'load', 'create', 'resolve', 'yaml', 'files', 'us per object'],
      ...rows.map(r => r.parts),
    ]);
    if (!hasHelm) console.log('\nhelm is not on PATH, so it was left out.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(count: number, folder: string, hasHelm: boolean): { compared: string[]; parts: string[] } {
  const repeat = count > 5000 ? 1 : RUNS;
  const ours = measure('kubewright', count, folder, repeat);
  const theirs = count <= CDK8S_LIMIT ? measure('cdk8s', count, folder, count >= CDK8S_LIMIT ? 1 : repeat) : undefined;
  const helm = hasHelm && count <= 5000 ? measureHelm(count, folder, repeat) : undefined;
  const { load, create, synth, resolve, yaml, maxRss } = ours.steps;
  const files = resolve === undefined || yaml === undefined ? undefined : synth - resolve - yaml;
  return {
    compared: [
      String(count),
      seconds(ours.work),
      seconds(theirs?.work),
      ratio(theirs?.work, ours.work),
      seconds(ours.process),
      seconds(helm),
      ratio(ours.process, helm),
      maxRss.toFixed(0),
    ],
    parts: [
      String(count),
      seconds(load),
      seconds(create),
      seconds(resolve),
      seconds(yaml),
      seconds(files),
      ((ours.work * 1000) / (count * 3)).toFixed(0),
    ],
  };
}

function measure(engine: string, count: number, folder: string, repeat: number): Measured {
  const runs = Array.from({ length: repeat }, (_, i) => {
    const outdir = join(folder, `${engine}-${count}-${i}`);
    const { ms, stdout } = timed(process.execPath, [PROGRAM, engine, String(count), outdir]);
    // what is written stays until the end: the file system is slow after thousands of files were removed
    const steps = JSON.parse(stdout) as Steps;
    // the steps that are measured a second time are no part of the process
    const again = (steps.resolve ?? 0) + (steps.yaml ?? 0);
    return { process: ms - again, work: steps.create + steps.synth, steps };
  });
  const middle = median(runs.map(r => r.work));
  return runs.find(r => r.work === middle)!;
}

function measureHelm(count: number, folder: string, repeat: number): number {
  const chart = join(folder, `helm-${count}`);
  mkdirSync(join(chart, 'templates'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: bench\nversion: 0.1.0\n');
  writeFileSync(join(chart, 'values.yaml'), `count: ${count}\n`);
  writeFileSync(join(chart, 'templates', 'all.yaml'), HELM_TEMPLATE);
  const out = join(folder, `helm-out-${count}`);
  return median(
    Array.from({ length: repeat }, () => timed('helm', ['template', 'bench', chart, '--output-dir', out]).ms),
  );
}

const HELM_TEMPLATE = `{{- range $i := until (int .Values.count) }}
{{- $name := printf "app-%d" $i }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $name }}
  namespace: bench
  labels: &labels
    app.kubernetes.io/name: web
    app.kubernetes.io/instance: {{ $name }}
data:
  LOG_LEVEL: info
  app.conf: |
    name = {{ $name }}
    listen = 8080
    timeout = 30s
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  namespace: bench
  labels:
    app.kubernetes.io/name: web
    app.kubernetes.io/instance: {{ $name }}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: web
      app.kubernetes.io/instance: {{ $name }}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: web
        app.kubernetes.io/instance: {{ $name }}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.2.3
          ports:
            - name: http
              containerPort: 8080
          envFrom:
            - configMapRef:
                name: {{ $name }}
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          readinessProbe:
            httpGet:
              path: /ready
              port: http
            periodSeconds: 5
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  namespace: bench
  labels:
    app.kubernetes.io/name: web
    app.kubernetes.io/instance: {{ $name }}
spec:
  selector:
    app.kubernetes.io/name: web
    app.kubernetes.io/instance: {{ $name }}
  ports:
    - name: http
      port: 80
      targetPort: http
{{- end }}
`;
