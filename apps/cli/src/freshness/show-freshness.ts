import { getTenant } from '@pulso/connections';
import type { FreshnessStatus, SourceName } from '@pulso/domain';
import { getFreshness, type SourceFreshness, type TenantFreshness } from '@pulso/jobs';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';

const STATUS_TEXT: Record<FreshnessStatus, string> = {
  fresh: 'em dia',
  late: 'atrasado',
  stale: 'desatualizado',
  never: 'nunca lido',
};
const SOURCE_TEXT: Record<SourceName, string> = { listings: 'anúncios', orders: 'pedidos', visits: 'visitas' };

/** `pulso freshness`: how old the data of every tenant (or of one) are, as `GET /api/v1/freshness` says it. */
export function showFreshness(
  context: CommandContext,
  { tenantId }: { tenantId: string | null },
): Promise<CommandResult> {
  return withDatabase(context, async (db, { freshnessPromise: promise }) => {
    if (tenantId !== null) await getTenant(db, tenantId);
    const now = context.clock.now();
    const all = await getFreshness(db, { promise, now, ...(tenantId === null ? {} : { tenantId }) });
    const tenants = all.map(({ isPaused: _paused, ...tenant }) => tenant);
    const lines = all.flatMap(linesOf);
    return { result: { tenants }, lines: lines.length > 0 ? lines : ['Nenhuma empresa ainda.'] };
  });
}

function linesOf({ name, status, maxDate, sources, isPaused }: TenantFreshness): string[] {
  const newest = maxDate === null ? 'sem dados' : `dados até ${maxDate}`;
  return [`${name}: ${STATUS_TEXT[status]}, ${newest}${isPaused ? ', pausada' : ''}`, ...sources.map(lineOfSource)];
}

function lineOfSource({ source, status, coveredThrough, connectionId }: SourceFreshness): string {
  const until = coveredThrough === null ? '' : `, lido até ${coveredThrough}`;
  return `  ${SOURCE_TEXT[source]}: ${STATUS_TEXT[status]}${until} (conexão ${connectionId})`;
}
