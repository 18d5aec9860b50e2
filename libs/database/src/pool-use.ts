import type { Database } from './connect.ts';

/** The connections of this process, and who waits for one. */
export interface PoolUse {
  used: number;
  idle: number;
  /** Callers without a connection. */
  waiting: number;
  max: number;
}

/** The pool exists in every release of version 6, which is pinned; its types hide it. */
interface SequelizePool {
  using: number;
  available: number;
  waiting: number;
  maxSize: number;
}

export function poolUse({ sequelize }: Database): PoolUse {
  const { pool } = (sequelize as unknown as { connectionManager: { pool: SequelizePool } }).connectionManager;
  return { used: pool.using, idle: pool.available, waiting: pool.waiting, max: pool.maxSize };
}
