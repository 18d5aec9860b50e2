import { AppError, type InputFault } from '@pulso/domain';
import { AskedInstant, AskedTenantId, findSlotFault, findWindowFault, type JobType, jobDefinitions } from '@pulso/jobs';
import { z } from 'zod';
import { invalidInput, readPart } from '../http/parse-input.ts';
import { toSchema } from '../openapi/build-openapi.ts';

const Common = z.object({ tenantId: AskedTenantId.optional(), slot: AskedInstant.optional() });
/** Hands the object on as it is: a copy could lose a field before anybody refused it. */
const AnyObject = z.custom<Record<string, unknown>>(
  (body) => typeof body === 'object' && body !== null && !Array.isArray(body),
  'must be a JSON object',
);

export interface JobBody {
  /** null = every active tenant. */
  tenantId: string | null;
  slot: Date | null;
  /** The job's own fields as they came; the runner reads them again. */
  params: Record<string, unknown>;
}

/**
 * Reads the body of a job endpoint: `tenantId` and `slot` for every job, the rest by the job's own
 * strict schema.
 * @throws AppError `invalid_input` with every fault, unknown fields, slots more than 5 minutes ahead, and days that no zone can have
 */
export function parseJobBody(jobType: JobType, body: unknown, now: Date): JobBody {
  const faults: InputFault[] = [];
  const object = readPart(AnyObject, body, faults);
  if (!object) throw invalidInput(faults);
  const { tenantId, slot, ...params } = object;
  const common = readPart(Common, definedOnly({ tenantId, slot }), faults);
  readPart(jobDefinitions[jobType].asked, params, faults);
  faults.push(...faultsOfDays(jobType, params, now));
  const slotFault = findSlotFault(common?.slot ?? null, now);
  if (slotFault) faults.push(slotFault);
  if (faults.length > 0 || !common) throw invalidInput(faults);
  return { tenantId: common.tenantId ?? null, slot: common.slot ?? null, params };
}

/** Days that no zone can have; which ones a tenant's own zone can, only its run knows. */
function faultsOfDays(jobType: JobType, params: object, now: Date): InputFault[] {
  if (jobType !== 'rebuild-daily-metrics') return [];
  const asked = jobDefinitions[jobType].asked.safeParse(params);
  return asked.success ? [findWindowFault(asked.data, now) ?? []].flat() : [];
}

/** The body of a job endpoint as one JSON schema. */
export function jobBodySchema(jobType: JobType): object {
  const common = toSchema(Common);
  const own = toSchema(jobDefinitions[jobType].asked);
  const properties = { ...propertiesOf(common), ...propertiesOf(own) };
  return { type: 'object', properties, additionalProperties: false };
}

function propertiesOf(schema: object): object {
  if ('properties' in schema && typeof schema.properties === 'object' && schema.properties) return schema.properties;
  throw new AppError('internal', 'A job has parameters that are not an object');
}

function definedOnly(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
