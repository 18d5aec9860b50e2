import type { Database } from '@pulso/database';
import type { Clock } from '@pulso/domain';
import { readRunsMark } from '@pulso/job-log';
import type { Logger } from '@pulso/runtime';
import { inTime } from '../http/in-time.ts';
import { createTenantWall, type TenantWall } from './create-tenant-wall.ts';

/** A replica that has not answered by then is passed over: somebody looks at a screen meanwhile. */
const ANSWER_WITHIN_MS = 1_000;
/** For so long one that did not answer is not asked again. */
const REST_MS = 30_000;

/**
 * Gives the database from which a tenant's numbers are read: the replica while it has what the tenant's ended runs wrote, else the database
 * itself. A screen asks for numbers anew when a run has ended, and says how old they are: older ones must not stand there (docs/adr/0011).
 * @param options.replica null = there is none
 * @param options.wall gives the database itself as one tenant sees it
 * @param options.answerWithin_ms how long the replica is waited for
 */
export function createNumbersSource({
  replica,
  wall,
  clock,
  log,
  answerWithin_ms = ANSWER_WITHIN_MS,
}: {
  replica: Database | null;
  wall: TenantWall;
  clock: Clock;
  log: Logger;
  answerWithin_ms?: number;
}): TenantWall {
  if (!replica) return wall;
  const replicaWall = createTenantWall(replica, log);
  let restsUntil_ms = 0;
  const lookAtReplica = async (tenantId: string) => {
    const db = await replicaWall(tenantId);
    return { db, mark: await readRunsMark(db, tenantId) };
  };
  return async (tenantId) => {
    const db = await wall(tenantId);
    const now_ms = clock.now().getTime();
    if (now_ms < restsUntil_ms) return db;
    // Asked first: what the replica has afterwards can only be more.
    const mark = await readRunsMark(db, tenantId);
    try {
      const there = await inTime({ databaseWithin_ms: answerWithin_ms }, lookAtReplica(tenantId));
      return there.mark === mark ? there.db : db;
    } catch (error) {
      restsUntil_ms = now_ms + REST_MS;
      log.warn({ err: error }, 'the replica cannot be used; numbers are read from the database itself for a while');
      return db;
    }
  };
}
