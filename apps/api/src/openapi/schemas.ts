import { jobStatuses, jobTriggers } from '@pulso/job-log';
import { jobTypes } from '@pulso/jobs';
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

/** `daysProcessed`, `sync`, `orders` and the like stand beside these, by job. */
export const JobEndedBody = z.looseObject({
  success: z.literal(true),
  status: z.enum(['SUCCESS', 'PARTIAL', 'SKIPPED']),
  jobLogId: z.guid(),
  duplicate: z.boolean(),
  duration: z.int().describe('milliseconds'),
  recordsProcessed: z.int(),
});

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
