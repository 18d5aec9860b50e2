import { type Database, type QueryOptions, query, readSql } from '@pulso/database';
import {
  type BusinessDay,
  businessDayOf,
  daysBetween,
  type FreshnessPromise,
  type FreshnessStatus,
  freshnessOf,
  type SourceName,
  worstOf,
} from '@pulso/domain';
import { type JobRun, listLastRuns } from '@pulso/job-log';

const sql = readSql(new URL('./read-freshness.sql', import.meta.url));

export interface SourceFreshness {
  connectionId: string;
  source: SourceName;
  /** ISO instant up to which the source is read; null = not read yet. */
  coveredThrough: string | null;
  lastSuccessAt: string | null;
  status: FreshnessStatus;
}

export interface TenantFreshness {
  tenantId: string;
  name: string;
  timeZone: string;
  /** The worst of the tenant's active connections; where all need authorisation, of those; `never` without any. */
  status: FreshnessStatus;
  maxDate: BusinessDay | null;
  today: BusinessDay;
  /** Days from `maxDate` to today; null without rows. */
  lagDays: number | null;
  sources: SourceFreshness[];
  lastRuns: Pick<JobRun, 'jobLogId' | 'jobType' | 'status' | 'startedAt' | 'completedAt'>[];
  isPaused: boolean;
}

interface Row {
  tenant_id: string;
  name: string;
  time_zone: string;
  paused_at: Date | null;
  max_date: BusinessDay | null;
  connection_id: string | null;
  connection_status: string | null;
  listings_through: Date | null;
  listings_success_at: Date | null;
  orders_through: Date | null;
  orders_success_at: Date | null;
  visits_through: Date | null;
  visits_success_at: Date | null;
}

export type TenantAges = Omit<TenantFreshness, 'lastRuns'>;

interface AgeQuestion {
  promise: FreshnessPromise;
  now: Date;
  /** Left out: every tenant. */
  tenantId?: string | undefined;
  transaction?: QueryOptions['transaction'];
}

/** How old the data of every tenant (or of one) is against the promise, from coverage (contract 3), with its last runs. */
export async function getFreshness(db: Database, question: AgeQuestion): Promise<TenantFreshness[]> {
  const tenants = await listTenantAges(db, question);
  const lastRuns = await listLastRuns(
    db,
    tenants.map((tenant) => tenant.tenantId),
  );
  return tenants.map((tenant) => ({
    ...tenant,
    lastRuns: lastRuns
      .filter((run) => run.tenantId === tenant.tenantId)
      .map(({ jobLogId, jobType, status, startedAt, completedAt }) => ({
        jobLogId,
        jobType,
        status,
        startedAt,
        completedAt,
      })),
  }));
}

/** The same without the runs, for whoever asks often. */
export async function listTenantAges(
  db: Database,
  { promise, now, tenantId, transaction }: AgeQuestion,
): Promise<TenantAges[]> {
  const rows = await query<Row>(db, sql, { bind: [tenantId ?? null], transaction });
  return [...Map.groupBy(rows, (row) => row.tenant_id).values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const connections = [first, ...others].filter((row) => row.connection_id !== null);
    const active = connections.filter((row) => row.connection_status === 'active');
    // The seller of a lost connection is the one to act; while others are read, it makes nobody else late.
    const decisive = active.length > 0 ? active : connections;
    const today = businessDayOf(now, first.time_zone);
    return {
      tenantId: first.tenant_id,
      name: first.name,
      timeZone: first.time_zone,
      status: worstOf(decisive.flatMap((row) => sourcesOf(row, { promise, now }).map((one) => one.status))),
      maxDate: first.max_date,
      today,
      lagDays: first.max_date === null ? null : daysBetween(first.max_date, today),
      sources: connections.flatMap((row) => sourcesOf(row, { promise, now })),
      isPaused: first.paused_at !== null,
    };
  });
}

function sourcesOf(row: Row, { promise, now }: { promise: FreshnessPromise; now: Date }): SourceFreshness[] {
  const instants: [SourceName, Date | null, Date | null][] = [
    ['listings', row.listings_through, row.listings_success_at],
    ['orders', row.orders_through, row.orders_success_at],
    ['visits', row.visits_through, row.visits_success_at],
  ];
  return instants.map(([source, through, success]) => ({
    connectionId: row.connection_id ?? '',
    source,
    coveredThrough: through?.toISOString() ?? null,
    lastSuccessAt: success?.toISOString() ?? null,
    status: freshnessOf(source, promise, { coveredThrough: through, now }),
  }));
}
