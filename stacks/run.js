/**
 * Runs a TypeScript program: `node stacks/run.js stacks/main.ts`.
 *
 * The program becomes one bundle, which is kept in node_modules/.cache until a file that went into it changes: loading
 * one file takes a fraction of what a hook into every `require` does. Types are checked by the editor and by `npm test`.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { Module } = require('node:module');
const { dirname, join, resolve } = require('node:path');
const { Script } = require('node:vm');

const entry = resolve(process.argv[2]);
const cache = resolve(__dirname, '../node_modules/.cache/kubewright');
const name = createHash('sha256').update(`${entry}\n${process.version}`).digest('hex').slice(0, 16);
const kept = join(cache, name);

process.setSourceMapsEnabled(true);
run(readKept() ?? build());

/** As Node.js runs a module, but with what V8 kept of its compilation. */
function run(code) {
  const program = new Module(entry);
  program.filename = entry;
  program.paths = Module._nodeModulePaths(dirname(entry));
  const compiled = `${kept}.v8`;
  const cachedData = tryRead(compiled);
  const script = new Script(Module.wrap(code), { filename: entry, cachedData });
  const start = script.runInThisContext();
  start.call(program.exports, program.exports, program.require.bind(program), program, entry, dirname(entry));
  if (cachedData === undefined || script.cachedDataRejected) keep(compiled, script.createCachedData());
}

function tryRead(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** The bundle of a former run, if all that went into it is as it was. */
function readKept() {
  try {
    const inputs = Object.entries(JSON.parse(readFileSync(`${kept}.json`, 'utf8')));
    return inputs.every(([file, stamp]) => stampOf(file) === stamp) ? readFileSync(`${kept}.js`, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

function build() {
  const { outputFiles, metafile } = require('esbuild').buildSync({
    entryPoints: [entry],
    absWorkingDir: resolve(__dirname, '..'),
    bundle: true,
    platform: 'node',
    target: `node${process.versions.node}`,
    // cdk8s looks for files beside its own, and must be there once only
    external: ['cdk8s', 'constructs', 'yaml'],
    sourcemap: 'inline',
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const code = outputFiles[0].text;
  const files = [__filename, ...Object.keys(metafile.inputs).map(file => resolve(__dirname, '..', file))];
  for (const end of ['json', 'v8']) rmSync(`${kept}.${end}`, { force: true });
  keep(`${kept}.js`, code);
  keep(`${kept}.json`, JSON.stringify(Object.fromEntries(files.map(file => [file, stampOf(file)]))));
  return code;
}

function keep(file, content) {
  const draft = `${file}-${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(draft, content);
    renameSync(draft, file);
  } catch {
    // without a place to keep it, it is made anew each time
  }
}

function stampOf(file) {
  const { mtimeMs, size } = statSync(file);
  return `${mtimeMs}/${size}`;
}
