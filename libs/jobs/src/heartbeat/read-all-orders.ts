import type { JobRun } from '@pulso/job-log';
import { z } from 'zod';

/** What a run owed and did not read; a part without a source is a whole connection. */
const Missing = z.array(z.looseObject({ source: z.string().optional() }));

/** Whether a run was a sync that left no order unread: SUCCESS, or PARTIAL when other things alone are missing. */
export function readAllOrders({ jobType, status, metadata }: Pick<JobRun, 'jobType' | 'status' | 'metadata'>): boolean {
  if (jobType !== 'sync-mercadolivre') return false;
  if (status === 'SUCCESS') return true;
  const missing = Missing.safeParse(metadata.missing);
  if (status !== 'PARTIAL' || !missing.success) return false;
  return missing.data.every(({ source }) => source !== undefined && source !== 'orders');
}
