import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '@pulso/domain';

const TRIES_MAX = 240;
const PAUSE_MS = 500;

/**
 * Stores a pair of keys that Mercado Livre has given. The token or code behind it is spent: a new pair that is not stored is a lost
 * connection, so an outage of the database is waited for.
 * @throws AppError `database_unavailable` after two minutes of it; else what `store` threw
 */
export async function insistOnStoring<Result>(store: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await store();
    } catch (error) {
      const isAway = error instanceof AppError && error.code === 'database_unavailable';
      if (!isAway || tries >= TRIES_MAX) throw error;
      await pause(PAUSE_MS);
    }
  }
}
