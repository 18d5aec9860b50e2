import type { ApiContext } from '../routes/api-context.ts';

/** Has notices read that have just been stored. */
export interface NoticeReader {
  /** Never throws and never waits; what fails is found again by the scheduler, since the notices wait. */
  wake(tenantId: string): void;
}

/**
 * Notices come in bursts, several for one sale: they are collected for a moment and read by one run of the tenant. What is stored while
 * a run is under way is read by the next one. While the schema is behind, nothing is read.
 * @param options.collect resolves when a burst has been collected
 */
export function createNoticeReader(
  { runner, log, assertSchemaIsCurrent }: Pick<ApiContext, 'runner' | 'log' | 'assertSchemaIsCurrent'>,
  { collect, signal }: { collect: (signal: AbortSignal) => Promise<unknown>; signal: AbortSignal },
): NoticeReader {
  const awaited = new Set<string>();
  const atWork = new Set<string>();

  const work = async (tenantId: string) => {
    while (awaited.has(tenantId) && !signal.aborted) {
      await collect(signal);
      awaited.delete(tenantId);
      await assertSchemaIsCurrent();
      const run = await runner.submit({ jobType: 'read-notices', tenantId, params: {}, trigger: 'webhook' });
      await run.finished;
    }
  };
  return {
    wake(tenantId) {
      awaited.add(tenantId);
      if (atWork.has(tenantId)) return;
      atWork.add(tenantId);
      work(tenantId)
        .catch((error: unknown) => {
          if (!signal.aborted) log.warn({ tenantId, err: error }, 'notices could not be read now; they wait');
        })
        .finally(() => atWork.delete(tenantId));
    },
  };
}
