import { join } from 'node:path';
import { openEmbeddedPostgres } from '@pulso/database';
import { systemClock } from '@pulso/domain';
import { openJobDeps } from '@pulso/jobs';
import { startSimulator } from '@pulso/meli-simulator';
import { createLogger, ensureLocalSecrets, resolveSettings, writeRunningStart } from '@pulso/runtime';

const root = join(import.meta.dirname, '../..');

/** The database, the simulator and what the jobs need, of one data folder; both keep there what they know. */
export async function openInstallation(dataDir: string) {
  const postgres = await openEmbeddedPostgres({ dataDir, durable: false });
  const simulator = await startSimulator({ seed: 'e2e', stateDir: join(dataDir, 'simulator') });
  await ensureLocalSecrets(dataDir);
  const { url: apiUrl, authUrl, clientId, clientSecret } = simulator;
  const running = { databaseUrl: postgres.url, simulator: { apiUrl, authUrl, clientId, clientSecret } };
  const startedAt = new Date().toISOString();
  await writeRunningStart(dataDir, { ...running, address: null, pid: process.pid, startedAt });
  const settings = await resolveSettings({ PULSO_DATA_DIR: dataDir }, { folder: root });
  const log = createLogger({ app: 'e2e', level: 'warn' });
  const { deps, close } = await openJobDeps({ settings, clock: systemClock, log, applicationName: 'e2e' });
  return { postgres, simulator, settings, deps, close };
}
