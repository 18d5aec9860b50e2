import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/**
 * Vitest runs this once for each project before its tests. It keeps one PostgreSQL running while there are projects
 * that use a database; `createTestDatabase` finds it by itself. All projects of a run, and runs at the same time,
 * share that server, and the last one stops it. A project without a database starts none.
 */
export default async function databaseForTests(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!usesDatabase(project.config.root)) return undefined;
  const { keepTestServer } = await import('../../libs/database/src/testing/index.ts');
  const server = await keepTestServer();
  return server.close;
}

function usesDatabase(projectRoot: string): boolean {
  const file = join(projectRoot, 'package.json');
  if (!existsSync(file)) return false;
  const { name, dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8'));
  return [name, ...Object.keys({ ...dependencies, ...devDependencies })].includes('@pulso/database');
}
