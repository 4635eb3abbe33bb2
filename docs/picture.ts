import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type JsonObject, type JsonValue } from '../src';
import { settingsSchema } from '../stacks/settings';
import { WordPressStack } from '../stacks/wordpress';

/** `npm run docs`: draws docs/wordpress.svg from the manifests of the WordPress stack. */
export function drawWordPress(): string {
  const app = new App();
  new WordPressStack(app, 'wordpress', settingsSchema.parse({}).wordpress);
  return draw(app.synthesize().charts.flatMap(chart => chart.manifests.map(manifest => manifest.object)));
}

interface Workload {
  readonly title: string;
  readonly lines: readonly string[];
  readonly labels: JsonObject;
  column: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

interface Arrow {
  readonly from: Workload | undefined;
  readonly to: Workload;
  readonly text: string;
}

const LEFT = 130;
const WIDTH = 275;
const GAP = 70;
const LINE = 17;

/** Workloads in columns, as far from the outside as the traffic that their NetworkPolicies let through goes. */
function draw(objects: readonly JsonObject[]): string {
  const workloads = objects.flatMap(object => workload(object, objects) ?? []);
  const arrows = objects.filter(o => o.kind === 'NetworkPolicy').flatMap(policy => arrowsOf(policy, workloads));
  arrange(workloads, arrows);
  const places = new Map<Workload, Place>();
  const bottoms: number[] = [];
  const byTraffic = [...workloads].sort((a, b) => Number(isTarget(b, arrows)) - Number(isTarget(a, arrows)));
  for (const item of byTraffic) {
    const y = bottoms[item.column] ?? 40;
    const height = LINE * (item.lines.length + 1) + 18;
    places.set(item, { x: LEFT + item.column * (WIDTH + GAP), y, height });
    bottoms[item.column] = y + height + 30;
  }
  const width = Math.max(...[...places.values()].map(p => p.x)) + WIDTH + 20;
  const height = Math.max(...bottoms);
  const body = [
    ...arrows.map(arrow => arrowSvg(arrow, places)),
    ...workloads.map(item => boxSvg(item, places.get(item)!)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<defs><marker id="head" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#326ce5"/></marker></defs>
<title>The WordPress stack</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="20" y="24" fill="#555">dist/wordpress.k8s.yaml: ${objects.length} objects; arrows are what the NetworkPolicies let through</text>
${body.join('\n')}
</svg>
`;
}

function arrange(workloads: readonly Workload[], arrows: readonly Arrow[]): void {
  const inner = arrows.filter(arrow => arrow.from && isTarget(arrow.from, arrows));
  for (const _ of workloads) {
    for (const { from, to } of inner) to.column = Math.max(to.column, from!.column + 1);
  }
  for (const { from, to } of arrows) {
    if (from && !isTarget(from, arrows)) from.column = Math.max(0, to.column - 1);
  }
}

function isTarget(item: Workload, arrows: readonly Arrow[]): boolean {
  return arrows.some(arrow => arrow.to === item);
}

function workload(object: JsonObject, objects: readonly JsonObject[]): Workload | undefined {
  const template = at(object, 'spec', 'jobTemplate', 'spec', 'template') ?? at(object, 'spec', 'template');
  const name = text(object, 'metadata', 'name');
  if (!template || at(object, 'spec', 'suspend') === true) return undefined;
  const spec = at(template, 'spec') as JsonObject;
  const claims = [...list(spec, 'volumes'), ...list(object, 'spec', 'volumeClaimTemplates')];
  const labels = at(template, 'metadata', 'labels') as JsonObject;
  const replicas = at(object, 'spec', 'replicas');
  return {
    title: `${object.kind}${typeof replicas === 'number' ? ` × ${replicas}` : ''}`,
    lines: [
      name,
      ...list(spec, 'containers').map(container => text(container, 'image')),
      ...claims.flatMap(claim => {
        const claimName = at(claim, 'persistentVolumeClaim', 'claimName');
        if (claimName) return [`claim ${claimName}`];
        return at(claim, 'spec', 'accessModes') ? [`claim ${text(claim, 'metadata', 'name')}-${name}-0`] : [];
      }),
      ...objects
        .filter(o => o.kind === 'Service' && matches(at(o, 'spec', 'selector'), labels))
        .map(o => `Service ${text(o, 'metadata', 'name')} (${serviceType(o)})`),
      ...(text(object, 'spec', 'schedule') ? [`at ${text(object, 'spec', 'schedule')}`] : []),
    ],
    labels,
    column: 0,
  };
}

function serviceType(service: JsonObject): string {
  return at(service, 'spec', 'clusterIP') === 'None' ? 'headless' : text(service, 'spec', 'type');
}

function arrowsOf(policy: JsonObject, workloads: readonly Workload[]): Arrow[] {
  const to = workloads.find(w => matches(at(policy, 'spec', 'podSelector', 'matchLabels'), w.labels));
  if (!to) return [];
  return list(policy, 'spec', 'ingress').flatMap((rule): Arrow[] => {
    const ports = list(rule, 'ports').map(port => `:${at(port, 'port')}`);
    const peers = list(rule, 'from');
    if (peers.length === 0) return [{ from: undefined, to, text: ports.join(' ') }];
    return peers.flatMap(peer => {
      const from = workloads.find(w => matches(at(peer, 'podSelector', 'matchLabels'), w.labels));
      return from ? [{ from, to, text: ports.join(' ') }] : [];
    });
  });
}

function arrowSvg({ from, to, text: label }: Arrow, places: ReadonlyMap<Workload, Place>): string {
  const end = places.get(to)!;
  const start = from ? places.get(from)! : { x: 20 - WIDTH, y: end.y, height: end.height };
  const [x1, y1] = [start.x + WIDTH, start.y + Math.min(end.height, start.height) / 2];
  const [x2, y2] = [end.x, end.y + Math.min(end.height, start.height) / 2];
  return [
    `<line x1="${x1}" y1="${y1}" x2="${x2 - 2}" y2="${y2}" stroke="#326ce5" stroke-width="1.5" marker-end="url(#head)"/>`,
    `<text x="${x2 - 12}" y="${y2 - 8}" text-anchor="end" fill="#326ce5">${label}</text>`,
    ...(from ? [] : [`<text x="${x1}" y="${y1 + 18}" fill="#555">from anywhere</text>`]),
  ].join('\n');
}

function boxSvg(item: Workload, { x, y, height }: Place): string {
  const lines = item.lines.map(
    (line, i) => `<text x="${x + 10}" y="${y + 22 + LINE * (i + 1)}" fill="#333">${line}</text>`,
  );
  return [
    `<rect x="${x}" y="${y}" width="${WIDTH}" height="${height}" rx="6" fill="#f3f7ff" stroke="#326ce5"/>`,
    `<text x="${x + 10}" y="${y + 20}" font-weight="bold">${item.title}</text>`,
    ...lines,
  ].join('\n');
}

function matches(selector: JsonValue | undefined, labels: JsonObject): boolean {
  return isObject(selector) && Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function at(value: JsonValue, ...path: string[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const key of path) found = isObject(found) ? found[key] : undefined;
  return found;
}

function text(value: JsonValue, ...path: string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

function list(value: JsonValue, ...path: string[]): JsonValue[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

if (require.main === module) writeFileSync(join(__dirname, 'wordpress.svg'), drawWordPress());
