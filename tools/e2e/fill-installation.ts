import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addConnection, createTenant } from '@pulso/connections';
import { migrate } from '@pulso/database';
import { createJobRunner } from '@pulso/jobs';
import { openInstallation } from './open-installation.ts';

/** Names a folder that was filled before; every test file begins with a copy of it. */
const FILLED = 'PULSO_E2E_FILLED';

/** Before all test files: one company with one seller and its first 30 days. */
export default async function setup(): Promise<() => void> {
  const filled = mkdtempSync(join(tmpdir(), 'pulso-e2e-filled-'));
  await fill(filled);
  process.env[FILLED] = filled;
  return () => rmSync(filled, { recursive: true, force: true });
}

/** Puts an installation after its first sync into an empty folder. */
export async function copyOrFill(dataDir: string): Promise<void> {
  const filled = process.env[FILLED];
  // Owners and rights come along: the server of a database refuses a folder that others may read.
  if (filled) execFileSync('cp', ['-a', `${filled}/.`, dataDir]);
  else await fill(dataDir);
}

async function fill(dataDir: string): Promise<void> {
  const { postgres, simulator, deps, close } = await openInstallation(dataDir);
  await migrate(deps.db);
  const { tenantId } = await createTenant(deps.db, { name: 'Casa Verde', now: new Date() });
  const refreshToken = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
  await addConnection(deps.db, tenantId, { refreshToken, deps: deps.connections });
  const runner = createJobRunner(deps);
  const params = { daysBack: 30 };
  const first = await (await runner.submit({ jobType: 'sync-mercadolivre', tenantId, params, trigger: 'cli' }))
    .finished;
  if (first.status !== 'SUCCESS') throw new Error(`the first sync ended as ${first.status}: ${first.errorMessage}`);
  await runner.stop();
  await close();
  await simulator.close();
  await postgres.close();
}
