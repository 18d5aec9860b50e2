import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
let folder: string;

interface Import {
  path: string;
  specifier: string;
  asType?: boolean;
}

const FORBIDDEN = [
  { path: 'libs/metrics/src/x.ts', specifier: '@pulso/sync', rule: 'features-stand-apart' },
  { path: 'libs/sync/src/x.test.ts', specifier: '@pulso/connections', rule: 'features-stand-apart' },
  { path: 'libs/domain/src/x.ts', specifier: '@pulso/runtime', rule: 'domain-imports-downwards' },
  { path: 'libs/database/src/x.ts', specifier: '@pulso/jobs', rule: 'database-imports-downwards' },
  { path: 'libs/meli-simulator/src/x.test.ts', specifier: '@pulso/meli-client', rule: 'simulator-shares-nothing' },
  { path: 'libs/jobs/src/x.ts', specifier: '@pulso/meli-simulator', rule: 'simulator-only-in-tests' },
  { path: 'libs/sync/src/x.ts', specifier: '@pulso/database/testing', rule: 'testing-only-in-tests' },
  { path: 'apps/scheduler/src/x.ts', specifier: '@pulso/api/router', rule: 'one-type-of-the-api' },
  { path: 'apps/api/src/x.ts', specifier: 'sequelize', rule: 'database-driver-stays-below' },
  { path: 'apps/web/src/x.ts', specifier: '@pulso/database', rule: 'web-is-a-browser' },
  { path: 'libs/jobs/src/y.ts', specifier: '../../metrics/src/index.ts', rule: 'no-path-into-another-project' },
];
const ALLOWED: Import[] = [
  { path: 'libs/jobs/src/z.ts', specifier: '@pulso/metrics' },
  { path: 'libs/sync/src/y.ts', specifier: '@pulso/meli-client' },
  { path: 'libs/sync/src/y.test.ts', specifier: '@pulso/meli-simulator' },
  { path: 'apps/web/src/api/trpc.ts', specifier: '@pulso/api/router', asType: true },
];
/** The names of the rules that each of these files breaks; one look at all of them, because each takes seconds. */
let broken: Map<string, string[]>;

/** A small workspace with the real projects' names and exports and the real rules, to plant imports in. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pulso-boundaries-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'tsconfig.json'])
    copyFileSync(join(root, file), join(folder, file));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "workspaces": ["apps/*", "libs/*"] }');
  mkdirSync(join(folder, 'node_modules/@pulso'), { recursive: true });
  for (const library of ['sequelize', 'typescript'])
    symlinkSync(join(root, 'node_modules', library), join(folder, 'node_modules', library));
  for (const kind of ['apps', 'libs']) {
    for (const name of readdirSync(join(root, kind))) {
      const manifest = join(root, kind, name, 'package.json');
      if (!existsSync(manifest)) continue;
      const project = join(folder, kind, name);
      mkdirSync(join(project, 'src/testing'), { recursive: true });
      copyFileSync(manifest, join(project, 'package.json'));
      plant(`${kind}/${name}/src/index.ts`, 'export const it = 1;');
      plant(`${kind}/${name}/src/testing/index.ts`, 'export const it = 1;');
      for (const path of Object.values(JSON.parse(readFileSync(manifest, 'utf8')).exports as Record<string, string>)) {
        plant(join(kind, name, path), 'export const it = 1; export type It = 1;');
      }
      symlinkSync(project, join(folder, 'node_modules/@pulso', name));
    }
  }
  broken = cruise([...FORBIDDEN, ...ALLOWED]);
});
afterAll(() => rmSync(folder, { recursive: true }));

function plant(path: string, text: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  return path;
}

/** The names of the rules that each of these files breaks by its one import. */
function cruise(imports: readonly Import[]): Map<string, string[]> {
  for (const { path, specifier, asType = false } of imports) {
    plant(
      path,
      `import ${asType ? 'type ' : ''}{ ${asType ? 'It' : 'it'} } from '${specifier}';\nexport ${asType ? 'type X = It' : 'const x = it'};`,
    );
  }
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const paths = imports.map(({ path }) => path);
  const args = [cruiser, ...paths, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  let report: string;
  try {
    report = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    if (stdout === '') throw new Error(stderr, { cause: error });
    report = stdout;
  }
  const { modules, summary } = JSON.parse(report) as {
    modules: { source: string; dependencies: unknown[] }[];
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return new Map(
    paths.map((path) => {
      // What was not followed breaks no rule either.
      expect(modules.find(({ source }) => source === path)?.dependencies).toHaveLength(1);
      return [path, summary.violations.filter(({ from }) => from === path).map(({ rule }) => rule.name)];
    }),
  );
}

describe('an import that the architecture forbids is refused', () => {
  it.each(FORBIDDEN)('$path must not import $specifier', ({ path, rule }) => {
    expect(broken.get(path)).toContain(rule);
  });
});

describe('an import that the architecture allows passes', () => {
  it.each(ALLOWED)('$path may import $specifier', ({ path }) => {
    expect(broken.get(path)).toEqual([]);
  });

  it('but the dashboard takes the type of the API and never its code', () => {
    const planted = { path: 'apps/web/src/api/trpc.ts', specifier: '@pulso/api/router' };
    expect(cruise([planted]).get(planted.path)).toContain('apps-stand-apart');
  });
});
