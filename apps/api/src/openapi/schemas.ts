import { jobStatuses, jobTriggers } from '@pulso/job-log';
import { type AskableJobType, jobTypes, skipReasons } from '@pulso/jobs';
import { z } from 'zod';

const Instant = z.iso.datetime();
const Day = z.iso.date();
const Status = z.enum(['fresh', 'late', 'stale', 'never']);

export const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export const JobRunBody = z.object({
  jobLogId: z.guid(),
  tenantId: z.guid(),
  jobType: z.string(),
  status: z.enum(jobStatuses),
  trigger: z.enum(jobTriggers),
  slot: Instant.nullable(),
  attempt: z.int(),
  startedAt: Instant.nullable(),
  completedAt: Instant.nullable(),
  durationMs: z.int().nullable(),
  recordsProcessed: z.int(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
});

export const JobAcceptedBody = JobRunBody.extend({ duplicate: z.boolean() });

export const JobsAcceptedBody = z.object({
  runs: z.array(z.object({ tenantId: z.guid(), jobLogId: z.guid() })),
});

/** What the end of every job tells; `endedBodies` says what each adds. */
export const JobEndedBody = z.looseObject({
  success: z.literal(true),
  status: z.enum(['SUCCESS', 'PARTIAL', 'SKIPPED']),
  jobLogId: z.guid(),
  duplicate: z.boolean(),
  duration: z.int().describe('milliseconds'),
  recordsProcessed: z.int(),
  reason: z.enum(skipReasons).optional().describe('of a run that was SKIPPED'),
  missing: z
    .array(z.looseObject({ reason: z.string() }))
    .optional()
    .describe('of a run that was PARTIAL'),
});

const DateRange = z.object({
  from: Day,
  to: Day,
  maxDateAfterRebuild: Day.nullable().describe("the last day of all the tenant's rows; null without rows"),
});

export const endedBodies = {
  'rebuild-daily-metrics': JobEndedBody.extend({
    daysProcessed: z.int(),
    listingsProcessed: z.int(),
    rowsUpserted: z.int(),
    dateRange: DateRange,
  }),
  'sync-mercadolivre': JobEndedBody.extend({
    sync: z.object({ itemsProcessed: z.int(), itemsCreated: z.int(), itemsUpdated: z.int() }),
    orders: z.object({ ordersProcessed: z.int(), ordersCreated: z.int(), ordersUpdated: z.int() }),
    visits: z.object({ listingsRead: z.int(), listingsFailed: z.int(), daysWritten: z.int() }),
    apiCalls: z.int(),
    rowsUpserted: z.int(),
    dateRange: DateRange,
  }),
} as const satisfies Record<AskableJobType, z.ZodObject>;

export const JobFailedBody = ProblemBody.extend({
  jobLogId: z.guid(),
  errorCode: z.string(),
  duplicate: z.boolean(),
});

export const JobRunsBody = z.object({ runs: z.array(JobRunBody), nextCursor: z.string().nullable() });

export const FreshnessBody = z.object({
  tenants: z.array(
    z.object({
      tenantId: z.guid(),
      name: z.string(),
      timeZone: z.string(),
      status: Status,
      maxDate: Day.nullable(),
      today: Day,
      lagDays: z.int().nullable(),
      sources: z.array(
        z.object({
          connectionId: z.guid(),
          source: z.enum(['listings', 'orders', 'visits']),
          coveredThrough: Instant.nullable(),
          lastSuccessAt: Instant.nullable(),
          status: Status,
        }),
      ),
      lastRuns: z.array(
        z.object({
          jobLogId: z.guid(),
          jobType: z.enum(jobTypes),
          status: z.enum(jobStatuses),
          startedAt: Instant.nullable(),
          completedAt: Instant.nullable(),
        }),
      ),
    }),
  ),
});

export const ReadyBody = z.object({ ready: z.literal(true) });
export const NotReadyBody = ProblemBody.extend({ reasons: z.array(z.string()) });
export const AliveBody = z.object({ alive: z.literal(true) });
