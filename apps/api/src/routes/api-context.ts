import type { ApiDeps } from '../api-deps.ts';
import type { RequestCounters } from '../http/request-counters.ts';
import type { SchemaGate } from '../http/schema-gate.ts';
import type { TenantWall } from '../trpc/create-tenant-wall.ts';
import type { StreamLimit } from '../trpc/stream-limit.ts';
import type { TrialLimit } from '../trpc/trial-limit.ts';

/** What routes share besides the server's own dependencies. */
export interface ApiContext extends ApiDeps {
  assertSchemaIsCurrent: SchemaGate;
  counters: RequestCounters;
  databaseWithin_ms: number;
  followFor_ms: number;
  /** Aborts when the server begins to stop. */
  stopping: AbortSignal;
  /** Where a tenant's numbers are read: the database, or its replica. */
  numbersSource: TenantWall;
  streams: StreamLimit;
  wall: TenantWall;
  trials: TrialLimit;
}
