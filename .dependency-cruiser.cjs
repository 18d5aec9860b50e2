/** Who may import whom (docs/architecture.md). Each rule says what to do instead. */
const features = ['connections', 'members', 'sync', 'metrics', 'job-log'];
const base = ['domain', 'runtime', 'database', 'meli-client'];
const inLib = (names) => `^libs/(${names.join('|')})/`;
const isTest = '(\\.(test|e2e)\\.tsx?$|/src/testing/)';

const mayImport = (name, allowed) => ({
  name: `${name}-imports-downwards`,
  comment: `libs/${name} may import only: ${allowed.join(', ') || 'no library of ours'}. Move the shared part down, or compose it in libs/jobs.`,
  severity: 'error',
  from: { path: `^libs/${name}/`, pathNot: isTest },
  to: { path: '^(libs|apps)/', pathNot: `^libs/(${[name, ...allowed].join('|')})/` },
});

module.exports = {
  forbidden: [
    mayImport('domain', []),
    mayImport('meli-simulator', []),
    mayImport('runtime', ['domain']),
    mayImport('database', ['domain']),
    mayImport('meli-client', ['domain']),
    ...features.map((name) => mayImport(name, ['domain', 'runtime', 'database', 'meli-client'])),
    mayImport('jobs', [...features, ...base]),
    {
      name: 'features-stand-apart',
      comment: 'A feature never imports a feature, tests included: only libs/jobs composes them.',
      severity: 'error',
      from: { path: `^libs/(${features.join('|')})/` },
      to: { path: inLib(features), pathNot: '^libs/$1/' },
    },
    {
      name: 'simulator-shares-nothing',
      comment: 'The simulator is a second reading of the document: it knows none of our code, tests included.',
      severity: 'error',
      from: { path: '^libs/meli-simulator/' },
      to: { path: '^(libs|apps)/', pathNot: '^libs/meli-simulator/' },
    },
    {
      name: 'simulator-only-in-tests',
      comment: 'Nothing that is shipped imports the simulator; npm start runs it as a process.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: `(^libs/meli-simulator/|${isTest})` },
      to: { path: '^libs/meli-simulator/' },
    },
    {
      name: 'testing-only-in-tests',
      comment: 'What helps tests stays with tests.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: isTest },
      to: { path: '/src/testing/' },
    },
    {
      name: 'apps-stand-apart',
      comment: 'An app never imports an app; web takes one type of the API in src/api/trpc.ts.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-type-of-the-api',
      comment: 'The router type is named in apps/web/src/api/trpc.ts alone.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/web/src/api/trpc\\.ts$' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'examples-know-one-type',
      comment: 'An example is another program: of ours it has the router type and nothing that runs.',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^(apps|libs|tools)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-is-a-browser',
      comment: 'The dashboard may use libs/domain and nothing else of ours at run time.',
      severity: 'error',
      from: { path: '^apps/web/src/' },
      to: { path: '^libs/', pathNot: '^libs/domain/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'database-driver-stays-below',
      comment: 'Apps and jobs speak to the database through verbs, not through its driver.',
      severity: 'error',
      from: { path: '^(apps/|libs/(domain|runtime|meli-client|meli-simulator|jobs)/)' },
      to: { path: 'node_modules/(sequelize|pg|pg-copy-streams|umzug)/' },
    },
    {
      name: 'no-path-into-another-project',
      comment: 'Another project is imported by its name, through what it exports.',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/src/' },
      to: { path: '^(libs|apps)/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Break the circle: one of the two knows too much.',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.vite)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
