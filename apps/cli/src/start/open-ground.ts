import type { Tenant } from '@pulso/connections';
import { createDatabase, type Database, holdSessionLock, migrate, openEmbeddedPostgres } from '@pulso/database';
import { ensureLocalSecrets, removeRunningStart, type Settings } from '@pulso/runtime';
import type { CloseLater } from './close-later.ts';
import { ensureTenant } from './ensure-demonstration.ts';
import { findOtherStart } from './find-other-start.ts';

/** What everything else of a local start stands on. */
export interface Ground {
  db: Database;
  /** Null when the environment names a database. */
  embeddedUrl: string | null;
  tenant: Tenant;
}

/**
 * The database with its schema, the right to be the one start of this data folder, the local secrets and the first tenant.
 * @returns the address of the other start when there is one
 */
export async function openGround({
  settings,
  closeLater,
}: {
  settings: Settings;
  closeLater: CloseLater;
}): Promise<Ground | { runningAt: string }> {
  const { dataDir } = settings;
  const embedded = settings.databaseUrl ? null : await openEmbeddedPostgres({ dataDir });
  if (embedded) closeLater('database', () => embedded.close());
  const url = settings.databaseUrl?.reveal() ?? embedded?.url ?? '';
  const applicationName = 'pulso start';
  const lock = await holdSessionLock({ url, name: `pulso start ${dataDir}`, applicationName });
  if (!lock) return { runningAt: await findOtherStart(dataDir) };
  closeLater('start lock', () => lock.release());

  await removeRunningStart(dataDir);
  await ensureLocalSecrets(dataDir);
  const db = createDatabase({ url, poolMax: 2, applicationName });
  closeLater('preparation', () => db.close());
  await migrate(db);
  const name = settings.meli ? 'Minha loja' : 'Loja de demonstração';
  return { db, embeddedUrl: embedded?.url ?? null, tenant: await ensureTenant(db, { name, now: new Date() }) };
}
