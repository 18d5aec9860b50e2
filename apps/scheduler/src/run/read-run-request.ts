import { AppError, type InputFault } from '@pulso/domain';
import { type AskableJobType, askableJobTypes, isAskableJobType, jobDefinitions } from '@pulso/jobs';
import { z } from 'zod';

/** `run` as it was typed; everything is still text. */
export interface RunOptions {
  tenant?: string;
  from?: string;
  to?: string;
  daysBack?: string;
  slot?: string;
  ifStale?: boolean;
  concurrency?: string;
}

/** `run` as it is meant. */
export interface RunRequest {
  jobType: AskableJobType;
  /** null = every active tenant. */
  tenantId: string | null;
  /** The job's own fields, which its schema has accepted. */
  params: Record<string, unknown>;
  slot: Date | null;
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
const Instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })], {
    error: 'must be an ISO 8601 instant with offset, such as 2026-01-31T09:00:00-03:00',
  })
  .transform((text) => new Date(text));

const Options = z.object({
  tenant: z
    .guid('must be a uuid')
    .transform((text) => text.toLowerCase())
    .optional(),
  daysBack: wholeNumber.optional(),
  slot: Instant.optional(),
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
  if (!isAskableJobType(job)) {
    throw new AppError('invalid_input', `There is no job "${job}"; there are: ${askableJobTypes.join(', ')}`);
  }
  const faults: InputFault[] = [];
  const read = Options.safeParse(given);
  if (!read.success) faults.push(...faultsOf(read.error));
  const { from, to } = given;
  const params = definedOnly({ from, to, daysBack: read.data?.daysBack });
  const own = jobDefinitions[job].asked.safeParse(params);
  if (!own.success) faults.push(...faultsOf(own.error, job));
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
    ifStale: given.ifStale ?? false,
    concurrency,
  };
}

function faultsOf(error: z.ZodError, job?: AskableJobType): InputFault[] {
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
