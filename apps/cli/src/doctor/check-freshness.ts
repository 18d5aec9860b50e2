import type { Database } from '@pulso/database';
import type { FreshnessPromise } from '@pulso/domain';
import { findJobRun } from '@pulso/job-log';
import { listSourceFailures, type SourceFreshness, type TenantFreshness } from '@pulso/jobs';
import { type Finding, fail, ok, TOLD_MAX, warn } from './finding.ts';

const SOURCE_TEXT: Record<string, string> = {
  listings: 'anúncios',
  orders: 'pedidos',
  visits: 'visitas',
  freight: 'fretes',
  account_visits: 'visitas da conta',
};

/**
 * Which tenants' data are older than promised, and why, the oldest first.
 * @param options.tenants active ones with a connection
 */
export async function checkFreshness(
  db: Database,
  { tenants, promise, now }: { tenants: readonly TenantFreshness[]; promise: FreshnessPromise; now: Date },
): Promise<Finding[]> {
  const behind = tenants.filter((one) => one.status !== 'fresh').sort((a, b) => oldest_ms(a) - oldest_ms(b));
  if (behind.length === 0) {
    return tenants.length === 0 ? [] : [ok('freshness', `Dados em dia: ${tenants.length} empresa(s)`)];
  }
  const findings: Finding[] = [];
  for (const tenant of behind.slice(0, TOLD_MAX)) {
    const message = `${tenant.name}: ${describe(tenant, now)}. ${await causeOf(db, tenant)}`;
    const todo = `Para ler já: npm run scheduler -- run sync-mercadolivre --tenant ${tenant.tenantId}`;
    findings.push(tenant.status === 'stale' ? fail('freshness', message, todo) : warn('freshness', message, todo));
  }
  if (behind.length > TOLD_MAX) {
    const more = `E mais ${behind.length - TOLD_MAX} empresas com dados mais velhos que ${promise.freshWithin_minutes} min`;
    findings.push(warn('freshness', more, 'Veja todas: npm run pulso -- freshness'));
  }
  return findings;
}

function describe({ sources }: TenantFreshness, now: Date): string {
  const behind = sources.filter((one) => one.status !== 'fresh');
  const ages = behind.map((one) => `${SOURCE_TEXT[one.source]} ${ageOf(one, now)}`);
  return `dados atrasados (${[...new Set(ages)].join(', ')})`;
}

function ageOf({ coveredThrough }: SourceFreshness, now: Date): string {
  if (coveredThrough === null) return 'nunca lidos';
  const minutes = Math.round((now.getTime() - new Date(coveredThrough).getTime()) / 60_000);
  return minutes < 120 ? `de há ${minutes} min` : `de há ${Math.round(minutes / 60)} h`;
}

/** The nearest cause that is stored: a run that failed, a source that did, a run under way, or nobody who tried. */
async function causeOf(db: Database, { tenantId, lastRuns }: TenantFreshness): Promise<string> {
  const last = lastRuns.find((run) => run.jobType === 'sync-mercadolivre');
  if (!last) return 'Causa: nenhuma sincronização foi iniciada ainda';
  if (last.status === 'RUNNING' || last.status === 'QUEUED') return 'Uma sincronização está em andamento';
  if (last.status === 'FAILED' || last.status === 'ABANDONED') {
    const run = await findJobRun(db, last.jobLogId);
    return `Causa: a última sincronização falhou: ${run?.errorCode ?? last.status}, ${run?.errorMessage ?? 'sem mensagem'}`;
  }
  const [failure] = await listSourceFailures(db, tenantId, null);
  if (failure)
    return `Causa: ${SOURCE_TEXT[failure.source] ?? failure.source}: ${failure.errorCode}, ${failure.message}`;
  return `Causa: nenhuma sincronização desde ${last.completedAt ?? last.startedAt ?? 'nunca'}`;
}

/** Never read is the oldest of all. */
function oldest_ms({ sources }: TenantFreshness): number {
  return Math.min(...sources.map((one) => (one.coveredThrough === null ? 0 : Date.parse(one.coveredThrough))));
}
