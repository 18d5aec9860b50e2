import { listTenants } from '@pulso/connections';
import { AppError, type Clock } from '@pulso/domain';
import { assertDatabaseReady, type JobType, listSchedulePauses, openJobDeps, type SchedulePause } from '@pulso/jobs';
import { createLogger, type Environment, resolveSettings } from '@pulso/runtime';
import { printLine } from '../print-line.ts';
import { nextSlots } from './next-slots.ts';

const COUNT_MAX = 10_000;
/** Where a first tenant would live (contract 5), for a system that has none yet. */
const DEFAULT_ZONE = { timeZone: 'America/Sao_Paulo', tenants: 0 };

/**
 * `scheduler next`: prints the next slots over the zones of all active tenants, one line each.
 * @throws AppError `invalid_input` for a count that is none
 */
export async function nextCommand(
  { count: given = '10' }: { count?: string },
  { env, clock }: { env: Environment; clock: Clock },
): Promise<number> {
  const count = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  if (count < 1 || count > COUNT_MAX) {
    throw new AppError('invalid_input', `--count must be a whole number from 1 to ${COUNT_MAX}`);
  }
  const settings = await resolveSettings(env, { needsMeli: false });
  const log = createLogger({ app: 'scheduler', level: settings.logLevel });
  const { deps, close } = await openJobDeps({ settings, clock, log, applicationName: 'pulso scheduler next' });
  try {
    await assertDatabaseReady(deps.db, settings);
    const byZone = Map.groupBy(await listTenants(deps.db, { activeOnly: true }), (tenant) => tenant.timeZone);
    const pauses = await listSchedulePauses(deps.db, null);
    const zones = [...byZone].map(([timeZone, tenants]) => ({
      timeZone,
      tenants: tenants.length,
      paused: countPauses(pauses, new Set(tenants.map(({ tenantId }) => tenantId))),
    }));
    nextSlots(zones.length > 0 ? zones : [DEFAULT_ZONE], { now: clock.now(), count }).forEach(printLine);
    return 0;
  } finally {
    await close();
  }
}

function countPauses(pauses: readonly SchedulePause[], tenantIds: ReadonlySet<string>): Map<JobType, number> {
  const ofThese = pauses.filter(({ tenantId }) => tenantIds.has(tenantId));
  return new Map([...Map.groupBy(ofThese, ({ jobType }) => jobType)].map(([jobType, some]) => [jobType, some.length]));
}
