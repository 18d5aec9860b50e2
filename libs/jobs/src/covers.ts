import { type JobParams, type JobType, jobDefinitions } from './job-definitions.ts';

/**
 * Whether a run with the parameters `wide` does all that a request with `narrow` asks for (contract 3: a request
 * without slot joins a run that covers its own). Rebuild windows are compared as resolved, never as left out.
 */
export function covers(jobType: JobType, wide: unknown, narrow: object): boolean {
  const running = jobDefinitions[jobType].params.safeParse(wide);
  return running.success && coversByJob[jobType](running.data as never, narrow as never);
}

const coversByJob: { [Type in JobType]: (wide: JobParams<Type>, narrow: JobParams<Type>) => boolean } = {
  'sync-mercadolivre': (wide, narrow) =>
    wide.daysBack >= narrow.daysBack && (wide.visits !== 'due' || narrow.visits === 'due'),
  'rebuild-daily-metrics': (wide, narrow) =>
    wide.from !== undefined &&
    wide.to !== undefined &&
    narrow.from !== undefined &&
    narrow.to !== undefined &&
    wide.from <= narrow.from &&
    wide.to >= narrow.to,
  'read-notices': () => true,
  housekeeping: () => true,
};
