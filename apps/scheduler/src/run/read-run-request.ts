import { AppError, type InputFault } from '@pulso/domain';
import {
  AskedInstant,
  AskedTenantId,
  askableJobTypes,
  isAskableJobType,
  isJobType,
  type JobType,
  jobDefinitions,
  type ScheduleName,
  schedulesIn,
} from '@pulso/jobs';
import { z } from 'zod';

/** `run` as it was typed; everything is still text. */
export interface RunOptions {
  tenant?: string;
  from?: string;
  to?: string;
  daysBack?: string;
  slot?: string;
  schedule?: string;
  ifStale?: boolean;
  concurrency?: string;
}

/** `run` as it is meant. */
export interface RunRequest {
  jobType: JobType;
  /** null = every active tenant. */
  tenantId: string | null;
  /** The job's own fields, which its schema has accepted. */
  params: Record<string, unknown>;
  slot: Date | null;
  /** Says what is asked for, in the place of `params`; null = nobody's schedule. */
  schedule: ScheduleName | null;
  /** Leaves out tenants whose data are fresh. */
  ifStale: boolean;
  /** How many tenants are worked on at a time. */
  concurrency: number;
}

const CONCURRENCY_DEFAULT = 4;
const CONCURRENCY_MAX = 100;

const wholeNumber = z
  .string()
  .regex(/^\d{1,6}$/, 'must be a whole number')
  .transform(Number);

const Options = z.object({
  tenant: AskedTenantId.optional(),
  daysBack: wholeNumber.optional(),
  slot: AskedInstant.optional(),
  concurrency: wholeNumber
    .pipe(z.int().min(1).max(CONCURRENCY_MAX, `must be at most ${CONCURRENCY_MAX}`))
    .default(CONCURRENCY_DEFAULT),
});

/** Names of options by the field they fill, for messages. */
const OPTION_OF: Record<string, string> = { daysBack: '--days-back' };

/**
 * Reads `run <job> [options]` without asking anybody.
 * @throws AppError `invalid_input` with every fault, as the user typed the options
 */
export function readRunRequest(job: string, given: RunOptions): RunRequest {
  const schedule = findSchedule(job, given);
  if (!isJobType(job) || (!schedule && !isAskableJobType(job))) {
    throw new AppError('invalid_input', `There is no job "${job}"; there are: ${askableJobTypes.join(', ')}`);
  }
  const faults: InputFault[] = [];
  const read = Options.safeParse(given);
  if (!read.success) faults.push(...faultsOf(read.error));
  const { from, to } = given;
  const params = definedOnly({ from, to, daysBack: read.data?.daysBack });
  const own = jobDefinitions[job].asked.safeParse(params);
  if (!own.success) faults.push(...faultsOf(own.error, job));
  if (given.schedule !== undefined) faults.push(...faultsOfSchedule(job, { schedule, params }));
  if (faults.length > 0 || !read.success) {
    const lines = faults.map(({ path, message }) => `${path} ${message}`);
    throw new AppError('invalid_input', `run ${job}: ${lines.join('; ')}`, { faults });
  }
  const { tenant, slot, concurrency } = read.data;
  return {
    jobType: job,
    tenantId: tenant ?? null,
    params,
    slot: slot ?? null,
    schedule,
    ifStale: given.ifStale ?? false,
    concurrency,
  };
}

/** A schedule that is not one of the job is none. */
function findSchedule(job: string, { schedule }: RunOptions): ScheduleName | null {
  const own = schedulesIn('UTC').find((one) => one.name === schedule && one.jobType === job);
  return own?.name ?? null;
}

function faultsOfSchedule(
  job: JobType,
  { schedule, params }: { schedule: ScheduleName | null; params: object },
): InputFault[] {
  const names = schedulesIn('UTC', job).map(({ name }) => name);
  if (!schedule) return [{ path: '--schedule', message: `must be a schedule of ${job}: ${names.join(', ')}` }];
  return Object.keys(params).map((field) => ({
    path: optionOf(field),
    message: 'goes not with --schedule, which says what is asked for',
  }));
}

function faultsOf(error: z.ZodError, job?: JobType): InputFault[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: optionOf(key), message: `is no option of ${job ?? 'run'}` }));
    }
    return { path: optionOf(issue.path.join('.')), message: issue.message };
  });
}

function optionOf(field: string): string {
  return OPTION_OF[field] ?? `--${field}`;
}

function definedOnly(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
