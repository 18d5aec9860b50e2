import { getTenant } from '@pulso/connections';
import type { JobRunner } from '@pulso/jobs';
import type { ApiDeps } from '../api-deps.ts';

/**
 * Has the whole history cut anew for a zone that was wished for, and does not wait for it. A rebuild that was under way before the wish knew
 * nothing of it: then another one follows. Should this process end before, the next rebuild of anybody takes the wish over.
 */
export async function rebuildForZone(
  { db, runner, log }: Pick<ApiDeps, 'db' | 'log'> & { runner: Pick<JobRunner, 'submit'> },
  tenantId: string,
): Promise<void> {
  const rebuild = () => runner.submit({ jobType: 'rebuild-daily-metrics', tenantId, params: {}, trigger: 'manual' });
  const follow = async (finished: Promise<unknown>) => {
    await finished;
    if ((await getTenant(db, tenantId)).nextTimeZone !== null) await rebuild();
  };
  const { finished, duplicate } = await rebuild();
  if (!duplicate) return;
  follow(finished).catch((error: unknown) => {
    log.warn({ tenantId, err: error }, 'a wished zone waits for the next rebuild');
  });
}
