/** The import rules of the house: CONTRIBUTING.md says which folder may import what. */
const only = (name, path, allowed) => ({
  name,
  severity: 'error',
  from: { path },
  to: { pathNot: [...allowed, '^(node:)?[a-z_]+$'] },
});
const npm = names => `^node_modules/(${names})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan', severity: 'error', from: { orphan: true, path: '^(src|constructs)/' }, to: {} },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('error-imports-nothing', '^src/error/', ['^src/error/']),
    only('values', '^src/values/', ['^src/(values|error)/', npm('cdk8s')]),
    only('yaml', '^src/yaml/', ['^src/(yaml|values|error)/']),
    only('synthesis', '^src/synthesis/', ['^src/(synthesis|values|error)/', npm('cdk8s|constructs')]),
    only('layout', '^src/layout/', ['^src/(layout|synthesis|yaml|error)/', npm('cdk8s')]),
    only('output', '^src/output/', ['^src/(output|layout|error)/']),
    only('app', '^src/app\\.ts$', ['^src/(synthesis|layout|output|error)/', npm('cdk8s')]),
    only('pulumi', '^src/pulumi/', [
      '^src/(pulumi|synthesis|values|error)/',
      '^src/app\\.ts$',
      npm('cdk8s|constructs|yaml|@pulumi/pulumi|@pulumi/kubernetes'),
    ]),
    only('constructs', '^constructs/', ['^constructs/', '^src/(values|error)/', npm('cdk8s|constructs|cdk8s-plus-28')]),
    {
      name: 'common-stands-below-the-patterns',
      severity: 'error',
      from: { path: '^constructs/common/' },
      to: { path: '^constructs/(?!common/)' },
    },
    {
      name: 'only-the-front-door-imports-constructs',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/index\\.ts$' },
      to: { path: '^constructs/' },
    },
    only('stacks', '^stacks/', [
      '^stacks/',
      '^src/index\\.ts$',
      '^src/pulumi/index\\.ts$',
      npm('cdk8s|constructs|cdk8s-plus-28|zod|yaml|esbuild|@pulumi/pulumi'),
    ]),
    {
      name: 'pulumi-in-its-own-place',
      severity: 'error',
      from: {
        path: '^(src|constructs|stacks)/',
        pathNot: '^(src/(pulumi|docker)/|stacks/pulumi(-configuration)?\\.ts$)',
      },
      to: { path: [npm('@pulumi'), '^src/pulumi/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};
