import { type Database, hasTenantWall, restrictToTenant } from '@pulso/database';
import type { Logger } from '@pulso/runtime';

/** Gives the database as one tenant sees it. */
export type TenantWall = (tenantId: string) => Promise<Database>;

/**
 * The database's own wall between tenants, behind that of our statements. Where its user may not create roles there is none: that is
 * logged once, with what to do, and keeps nobody from working.
 * @throws (the wall) AppError `database_unavailable`
 */
export function createTenantWall(db: Database, log: Logger): TenantWall {
  let stands: Promise<boolean> | null = null;
  return async (tenantId) => {
    stands ??= lookForWall(db, log).catch((error: unknown) => {
      stands = null;
      throw error;
    });
    return (await stands) ? restrictToTenant(db, tenantId) : db;
  };
}

async function lookForWall(db: Database, log: Logger): Promise<boolean> {
  const stands = await hasTenantWall(db);
  if (!stands) {
    const todo =
      'create role pulso_tenant nologin; grant pulso_tenant to the user of DATABASE_URL; then: npm run pulso -- db migrate';
    log.warn({ todo }, 'the database does not keep tenants apart by itself: its user may not create roles');
  }
  return stands;
}
