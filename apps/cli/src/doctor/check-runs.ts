import type { Database } from '@pulso/database';
import { findJobRun } from '@pulso/job-log';
import type { TenantFreshness } from '@pulso/jobs';
import { type Finding, ok, TOLD_MAX, warn } from './finding.ts';

/**
 * Jobs whose newest run failed, by tenant, the newest first. A seller who has to authorise again is told of by the connection.
 * @param options.tenants active ones with a connection
 */
export async function checkRuns(
  db: Database,
  { tenants }: { tenants: readonly TenantFreshness[] },
): Promise<Finding[]> {
  const lastRuns = tenants.flatMap(({ name, lastRuns: runs }) => runs.map((run) => ({ ...run, name })));
  const ended = lastRuns.filter((run) => run.status === 'FAILED' || run.status === 'ABANDONED');
  const newestFirst = ended.sort((a, b) => (b.completedAt ?? '').localeCompare(a.completedAt ?? ''));
  const findings: Finding[] = [];
  for (const { jobLogId, name } of newestFirst.slice(0, TOLD_MAX)) {
    const run = await findJobRun(db, jobLogId);
    if (!run || run.errorCode === 'reauthorisation_required') continue;
    const { jobType, completedAt, errorCode, errorMessage } = run;
    const message = `${name}: a última execução de ${jobType} falhou em ${completedAt}: ${errorCode}, ${errorMessage}`;
    findings.push(warn('runs', message, `Resolvida a causa, rode de novo: npm run pulso -- job again ${jobLogId}`));
  }
  if (newestFirst.length > TOLD_MAX) {
    const more = `E mais ${newestFirst.length - TOLD_MAX} execuções que falharam`;
    findings.push(warn('runs', more, 'Veja todas: GET /api/v1/jobs?status=FAILED'));
  }
  // What failed for want of an authorisation did not end well either.
  if (ended.length > 0 || lastRuns.length === 0) return findings;
  return [ok('runs', 'As últimas execuções terminaram bem')];
}
