import { type Database, limitedRead } from '@pulso/database';
import { AppError, type FreshnessPromise } from '@pulso/domain';
import { type RunFigures, readRunFigures } from '@pulso/job-log';
import type { Logger } from '@pulso/runtime';
import { type NoticeFigures, readNoticeFigures } from '@pulso/sync';
import { listTenantAges, type TenantAges } from '../freshness/get-freshness.ts';
import { jobTypes } from '../job-definitions.ts';

/** What the database knows about the work of all processes; null = could not be read in time. */
export interface Operations {
  /** Whether it answered at all. */
  isUp: boolean;
  runs: RunFigures | null;
  notices: NoticeFigures | null;
  ages: TenantAges[] | null;
}

const STATEMENT_MS_MAX = 2_000;
const NOTHING: Operations = { isUp: false, runs: null, notices: null, ages: null };

/**
 * Reads the figures of the whole system in three statements, one after the other on one connection at a time, each ended by the server
 * after two seconds. Never throws: what could not be read is null, and whoever looks still sees the rest.
 */
export async function readOperations(
  db: Database,
  { promise, now, log }: { promise: FreshnessPromise; now: Date; log: Logger },
): Promise<Operations> {
  const read = async <Part>(part: string, work: (transaction: Transaction) => Promise<Part>): Promise<Part | null> => {
    try {
      return await limitedRead(db, { statement_ms: STATEMENT_MS_MAX }, work);
    } catch (error) {
      if (error instanceof AppError && error.code === 'database_unavailable') throw error;
      log.warn({ err: error, part }, 'a part of the figures could not be read');
      return null;
    }
  };
  try {
    return {
      isUp: true,
      runs: await read('runs', (transaction) => readRunFigures(db, { jobTypes, now, transaction })),
      notices: await read('notices', (transaction) => readNoticeFigures(db, { transaction })),
      ages: await read('freshness', (transaction) => listTenantAges(db, { promise, now, transaction })),
    };
  } catch (error) {
    log.debug({ err: error }, 'the database does not answer, so there are no figures of it');
    return NOTHING;
  }
}

type Transaction = Parameters<Parameters<typeof limitedRead>[2]>[0];
