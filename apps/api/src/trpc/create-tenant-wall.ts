import { type Database, hasTenantWall, restrictToTenant } from '@pulso/database';
import type { Logger } from '@pulso/runtime';

/** Gives the database as one tenant sees it. */
export type TenantWall = (tenantId: string) => Promise<Database>;

const REMEDY =
  'create role pulso_tenant nologin; grant pulso_tenant to the user of DATABASE_URL; then: npm run pulso -- db migrate';

/**
 * The database's own wall between tenants, behind that of our statements. Where its user may not create roles there is none: that is
 * logged once, with what to do, and keeps nobody from working. Only a wall that was seen is taken for granted; one that is missing is looked
 * for again, because it is raised after the last migration, and may be raised later by hand.
 * @throws (the wall) AppError `database_unavailable`
 */
export function createTenantWall(db: Database, log: Logger): TenantWall {
  let stands = false;
  let isTold = false;
  return async (tenantId) => {
    stands ||= await hasTenantWall(db);
    if (stands) return restrictToTenant(db, tenantId);
    if (!isTold) {
      log.warn({ todo: REMEDY }, 'the database does not keep tenants apart by itself: its user may not create roles');
    }
    isTold = true;
    return db;
  };
}
