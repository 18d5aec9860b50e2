import { type Database, query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { z } from 'zod';
import { JOB_RUN_COLUMNS, type JobRun, type JobRunRow, type JobStatus, toJobRun } from './job-run.ts';

export interface JobRunFilter {
  tenantId?: string | undefined;
  jobType?: string | undefined;
  /** One of these; left out = any. */
  statuses?: readonly JobStatus[] | undefined;
  /** Bounds on `startedAt`, both inclusive. */
  from?: Date | undefined;
  to?: Date | undefined;
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
}

const Cursor = z.tuple([z.iso.datetime({ precision: 6 }), z.uuid()]);

/**
 * Runs, newest first, a page at a time.
 * @throws AppError `invalid_input` for a cursor that did not come from here
 */
export async function listJobRuns(
  db: Database,
  filter: JobRunFilter,
): Promise<{ runs: JobRun[]; nextCursor: string | null }> {
  const after = filter.cursor === undefined ? null : readCursor(filter.cursor);
  const rows = await query<JobRunRow & { created: string }>(
    db,
    `select ${JOB_RUN_COLUMNS}, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created
     from job_logs
     where ($1::uuid is null or tenant_id = $1)
       and ($2::text is null or job_type = $2)
       and ($3::text[] is null or status = any ($3))
       and ($4::timestamptz is null or started_at >= $4)
       and ($5::timestamptz is null or started_at <= $5)
       and ($6::timestamptz is null or (created_at, id) < ($6, $7::uuid))
     order by created_at desc, id desc
     limit $8`,
    {
      bind: [
        filter.tenantId ?? null,
        filter.jobType ?? null,
        filter.statuses ?? null,
        filter.from ?? null,
        filter.to ?? null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        filter.limit + 1,
      ],
    },
  );
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const hasMore = rows.length > filter.limit && last !== undefined;
  return { runs: page.map(toJobRun), nextCursor: hasMore ? writeCursor([last.created, last.id]) : null };
}

function writeCursor(position: [string, string]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function readCursor(cursor: string): [string, string] {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new AppError('invalid_input', 'The cursor is not one of ours: take `nextCursor` of the page before', {
      cause,
      faults: [{ path: 'cursor', message: 'not a cursor of this listing' }],
    });
  }
}
