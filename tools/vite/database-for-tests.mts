import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/**
 * Vitest runs this once for each project before its tests. Those that use the database find the address of one server
 * in `PULSO_TEST_DATABASE_URL`; the others start none. All projects of a run, and runs at the same time, share it.
 */
export default async function databaseForTests(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!usesDatabase(project.config.root)) return undefined;
  const { openTestServer } = await import('../../libs/database/src/testing/index.ts');
  const server = await openTestServer();
  process.env.PULSO_TEST_DATABASE_URL = server.url;
  return server.close;
}

function usesDatabase(projectRoot: string): boolean {
  const { name, dependencies, devDependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  return [name, ...Object.keys({ ...dependencies, ...devDependencies })].includes('@pulso/database');
}
