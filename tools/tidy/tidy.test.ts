import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PulsoEnv } from '@pulso/runtime';
import { describe, expect, it } from 'vitest';
import { findUnexplained, listExplained } from './find-unexplained.ts';
import leftovers from './leftovers.json' with { type: 'json' };
import {
  findComputedSql,
  findDeadPaths,
  findDrawers,
  findLeftovers,
  findLongFiles,
  findMachinePaths,
  findMissingVariables,
  type TreeFile,
} from './rules.ts';

const root = join(import.meta.dirname, '../..');
const exists = (path: string) => existsSync(join(root, path));
const files: TreeFile[] = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(
    (path) =>
      /\.(ts|tsx|mts|mjs|cjs|sql|md|json|yaml|yml|html|css)$/.test(path) &&
      path !== 'package-lock.json' &&
      exists(path),
  )
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Those of OpenTelemetry's own standard are read by its own parts. */
const variables = [...Object.keys(PulsoEnv.shape), 'OTEL_SERVICE_NAME', 'OTEL_RESOURCE_ATTRIBUTES'];

describe('the tree', () => {
  it('has more than a hundred files to look at', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it.each([
    ['keeps files short', findLongFiles],
    ['names files for what they do', findDrawers],
    ['holds no leftovers', findLeftovers],
    ['names no path of a machine', findMachinePaths],
    ['writes the paths of SQL files out', findComputedSql],
    ['cites only paths that exist', (file: TreeFile) => findDeadPaths(file, exists)],
  ] as const)('%s', (_, rule) => {
    expect(files.flatMap((file) => rule(file))).toEqual([]);
  });

  it('cites only what docs/sources.md explains', () => {
    const explained = listExplained(readFileSync(join(root, 'docs/sources.md'), 'utf8'));
    expect(files.flatMap((file) => findUnexplained(file, explained))).toEqual([]);
  });

  it('has a line in .env.example for every variable that Pulso reads', () => {
    const example = { path: '.env.example', text: readFileSync(join(root, '.env.example'), 'utf8') };
    expect(findMissingVariables(example, variables)).toEqual([]);
  });

  it('runs its tests on the pinned Node wherever there is a package of it', () => {
    const isPinned = exists(`node_modules/node-${process.platform}-${process.arch}`);
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    expect(isPinned ? major === 24 : major > 22 || (major === 22 && minor >= 12)).toBe(true);
  });
});

describe('the rules of the tree', () => {
  const file = (path: string, text = '') => ({ path, text });

  it('find a file that is too long, and let a test be longer', () => {
    expect(findLongFiles(file('a.ts', '\n'.repeat(300)))).toHaveLength(1);
    expect(findLongFiles(file('a.test.ts', '\n'.repeat(300)))).toEqual([]);
    expect(findLongFiles(file('a.test.ts', '\n'.repeat(500)))).toHaveLength(1);
  });

  it('find a drawer by its name', () => {
    expect(findDrawers(file('libs/x/src/utils.ts'))).toHaveLength(1);
    expect(findDrawers(file('libs/x/src/helpers.test.ts'))).toHaveLength(1);
    expect(findDrawers(file('libs/x/src/rebuild-days.ts'))).toEqual([]);
  });

  it.each(leftovers)('find the leftover of the pattern $pattern', ({ sample }) => {
    expect(findLeftovers(file('a.ts', sample))).toHaveLength(1);
    expect(findLeftovers(file('a.ts', 'const taken = await it(sample);'))).toEqual([]);
  });

  it('find a path of a machine, but not a route of ours', () => {
    expect(findMachinePaths(file('a.md', ['see ', 'home', 'ana', 'pulso'].join('/')))).toHaveLength(1);
    expect(findMachinePaths(file('a.md', 'GET /api/v1/jobs/ID'))).toEqual([]);
  });

  it('find the path of an SQL file that is put together', () => {
    const load = (address: string) => file('libs/x/load.ts', `const sql = readSql(${address});`);
    expect(findComputedSql(load("new URL('./a/b.sql', import.meta.url)"))).toEqual([]);
    expect(findComputedSql(load("\n  new URL('./a/b.sql', import.meta.url),\n"))).toEqual([]);
    expect(findComputedSql(load('new URL(`./a/${name}.sql`, import.meta.url)'))).toHaveLength(1);
    expect(findComputedSql(load('address'))).toHaveLength(1);
  });

  it('find a cited path that is not there, and a variable without a line', () => {
    expect(findDeadPaths(file('a.md', 'see `libs/x/y.ts`'), () => false)).toHaveLength(1);
    expect(findMissingVariables(file('.env.example', '# PORT=3000'), ['PORT', 'HOST'])).toEqual([
      { path: '.env.example', message: 'has no line for HOST' },
    ]);
  });

  it('find a citation of a section or of a behaviour that is not explained', () => {
    const explained = listExplained(
      '## Contract 3: HTTP\n| API document 6.1 | a fact |\n| Q34 | a fact |\n| Q35 | a fact |',
    );
    const citing = (source: string, rest: string) =>
      findUnexplained(file('a.sql', `-- ${source} ${rest}`), explained).map(({ message }) => message);
    const [ours, theirs] = ['Contract', 'API document'];
    expect([citing(ours, '3: 100 s'), citing(theirs, '6.1, Q34–Q35')]).toEqual([[], []]);
    expect(citing(ours, '3, 5')).toEqual(['cites contract 5, which docs/sources.md does not explain']);
    expect(citing(theirs, '6.1 and 13')).toEqual(['cites API document 13, which docs/sources.md does not explain']);
    expect(citing(`${theirs}\n--`, '6.12')).toHaveLength(1);
    expect(citing(`the ${theirs}'s section`, '12')).toHaveLength(1);
    expect(citing(theirs, '6.1, Q34–Q37').map((message) => message.slice(0, 9))).toEqual(['cites Q36', 'cites Q37']);
  });
});
