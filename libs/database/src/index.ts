export { assertSchemaCurrent } from './assert-schema-current.ts';
export { type BackupSummary, backUpDatabase } from './backup/back-up-database.ts';
export { restoreDatabase } from './backup/restore-database.ts';
export { createDatabase, type Database, type DatabaseOptions } from './connect.ts';
export { deleteInBatches } from './delete-in-batches.ts';
export { driverPool } from './driver-pool.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  openEmbeddedPostgres,
} from './embedded/open-embedded-postgres.ts';
export { holdPublishing } from './hold-publishing.ts';
export { holdSessionLock, type SessionLock } from './hold-session-lock.ts';
export { limitedRead } from './limited-read.ts';
export { migrate } from './migrate.ts';
export { type MigrationStatus, migrationStatus } from './migration-status.ts';
export { type PoolUse, poolUse } from './pool-use.ts';
export { type QueryOptions, query } from './query.ts';
export { type Prepared, read } from './read.ts';
export { readSql } from './read-sql.ts';
export { takesWrites } from './takes-writes.ts';
export { eraseTenantRows } from './tenant-wall/erase-tenant-rows.ts';
export { hasTenantWall } from './tenant-wall/has-tenant-wall.ts';
export { restrictToTenant } from './tenant-wall/restrict-to-tenant.ts';
export { toDatabaseError } from './to-database-error.ts';
export { isInTransaction, withTransaction } from './with-transaction.ts';
export { write } from './write.ts';
