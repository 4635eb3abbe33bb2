const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
  ],
};
const project = (displayName, testMatch, extra = {}) => ({
  displayName,
  testEnvironment: 'node',
  transform,
  testMatch,
  ...extra,
});

/**
 * Four suites: `unit` needs nothing, `package` packs and looks at the tarball, `cluster` needs a control plane's
 * programs, `e2e` a disposable cluster.
 */
module.exports = {
  projects: [
    project('unit', ['<rootDir>/test/**/*.test.ts'], {
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(cluster|e2e|package)/'],
    }),
    project('package', ['<rootDir>/test/package/**/*.test.ts']),
    project('cluster', ['<rootDir>/test/cluster/**/*.test.ts']),
    project('e2e', ['<rootDir>/test/e2e/**/*.test.ts']),
  ],
};
