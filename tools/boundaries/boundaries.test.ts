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
});
afterAll(() => rmSync(folder, { recursive: true }));

function plant(path: string, text: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  return path;
}

/** The names of the rules that a file with this one import breaks. */
function brokenBy(path: string, specifier: string, asType = false): string[] {
  plant(
    path,
    `import ${asType ? 'type ' : ''}{ ${asType ? 'It' : 'it'} } from '${specifier}';\nexport ${asType ? 'type X = It' : 'const x = it'};`,
  );
  const cruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [cruise, path, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  let report: string;
  try {
    report = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    if (stdout === '') throw new Error(stderr, { cause: error });
    report = stdout;
  }
  rmSync(join(folder, path));
  const { summary } = JSON.parse(report) as {
    summary: { violations: { rule: { name: string } }[]; totalDependenciesCruised: number };
  };
  expect(summary.totalDependenciesCruised).toBeGreaterThan(0);
  return summary.violations.map((violation) => violation.rule.name);
}

describe('an import that the architecture forbids is refused', () => {
  it.each([
    ['libs/metrics/src/x.ts', '@pulso/sync', 'features-stand-apart'],
    ['libs/sync/src/x.test.ts', '@pulso/connections', 'features-stand-apart'],
    ['libs/domain/src/x.ts', '@pulso/runtime', 'domain-imports-downwards'],
    ['libs/database/src/x.ts', '@pulso/jobs', 'database-imports-downwards'],
    ['libs/meli-simulator/src/x.test.ts', '@pulso/meli-client', 'simulator-shares-nothing'],
    ['libs/jobs/src/x.ts', '@pulso/meli-simulator', 'simulator-only-in-tests'],
    ['libs/sync/src/x.ts', '@pulso/database/testing', 'testing-only-in-tests'],
    ['apps/scheduler/src/x.ts', '@pulso/api/router', 'one-type-of-the-api'],
    ['apps/api/src/x.ts', 'sequelize', 'database-driver-stays-below'],
    ['apps/web/src/x.ts', '@pulso/database', 'web-is-a-browser'],
    ['libs/jobs/src/x.ts', '../../metrics/src/index.ts', 'no-path-into-another-project'],
  ])('%s must not import %s', (path, specifier, rule) => {
    expect(brokenBy(path, specifier)).toContain(rule);
  });
});

describe('an import that the architecture allows passes', () => {
  it.each([
    ['libs/jobs/src/x.ts', '@pulso/metrics', false],
    ['libs/sync/src/x.ts', '@pulso/meli-client', false],
    ['libs/sync/src/x.test.ts', '@pulso/meli-simulator', false],
    ['apps/web/src/api/trpc.ts', '@pulso/api/router', true],
  ])('%s may import %s', (path, specifier, asType) => {
    expect(brokenBy(path, specifier, asType)).toEqual([]);
  });

  it('but the dashboard takes the type of the API and never its code', () => {
    expect(brokenBy('apps/web/src/api/trpc.ts', '@pulso/api/router')).toContain('apps-stand-apart');
  });
});
