import type { JobRun } from '@pulso/job-log';
import type { Logger, Span } from '@pulso/runtime';
import type { JobDeps } from '../job-deps.ts';
import { toRunError } from '../run-error.ts';

/** One attempt as it is followed from outside. */
export interface RunWatch {
  /** What the run works with; its log and span carry its ids. */
  deps: JobDeps & { span: Span | null };
  ended(run: JobRun): void;
  /** Its end is not known, because it could not be written. */
  lost(error: unknown): void;
}

/**
 * Begins to follow one attempt: from here on every line of it has the ids by which it is found in `job_logs`, and, while traces are on,
 * those by which it is found there.
 * @param options.traceparent the W3C header of whoever asked for the run
 */
export function watchRun(
  deps: JobDeps,
  { run, traceparent = null }: { run: JobRun; traceparent?: string | null },
): RunWatch {
  const { jobLogId, tenantId, jobType, trigger, attempt, slot } = run;
  const attributes = {
    'pulso.job_log_id': jobLogId,
    'pulso.tenant_id': tenantId,
    'pulso.job_type': jobType,
    'pulso.trigger': trigger,
    'pulso.attempt': attempt,
  };
  const span = deps.tracing?.startSpan(`run ${jobType}`, { attributes, traceparent }) ?? null;
  const log = logOfRun(deps.log, { run, span });
  log.info({ trigger, attempt, slot }, 'run accepted');
  return {
    deps: { ...deps, log, span },
    ended(end) {
      const { status, errorCode, durationMs, recordsProcessed } = end;
      log.info({ status, durationMs, ...(errorCode === null ? {} : { errorCode }) }, 'run ended');
      span?.end({
        attributes: { 'pulso.status': status, 'pulso.records_processed': recordsProcessed },
        errorType: errorCode,
      });
      deps.counters?.countRun(end);
    },
    lost(error) {
      log.warn({ err: error }, 'the end of a run could not be written');
      span?.end({ attributes: {}, errorType: toRunError(error).code });
    },
  };
}

/** The log of one attempt, for the lines that are written about it before and after its work too. */
export function logOfRun(
  log: Logger,
  { run, span = null }: { run: Pick<JobRun, 'jobLogId' | 'tenantId' | 'jobType'>; span?: Span | null },
): Logger {
  const { jobLogId, tenantId, jobType } = run;
  const traced = span === null ? {} : { trace_id: span.traceId, span_id: span.spanId };
  return log.child({ jobLogId, tenantId, jobType, ...traced });
}
