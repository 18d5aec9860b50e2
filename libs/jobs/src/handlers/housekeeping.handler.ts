import { forgetConsentRequests, forgetTokenLedger } from '@pulso/connections';
import { addDays, businessDayOf } from '@pulso/domain';
import { forgetJobRuns } from '@pulso/job-log';
import { forgetAudit, forgetSignIns } from '@pulso/members/records';
import { ensurePartitions, forgetCorrections, forgetMetrics } from '@pulso/metrics';
import { forgetFacts, forgetNotices } from '@pulso/sync';
import { type JobHandler, success } from './job-handler.ts';

const DAY_MS = 86_400_000;

/** Makes the months to come ready for their rows, and removes what is older than the settings keep it; needs no Mercado Livre. */
export const keepHouse: JobHandler<'housekeeping'> = async (job) => {
  const { db, tenant, now, retention, signal } = job;
  const { tenantId, timeZone } = tenant;
  const today = businessDayOf(now, timeZone);
  const agoBy = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const firstDay = retention.facts_days === null ? null : addDays(today, -retention.facts_days);

  await ensurePartitions(db, [today]);
  await forgetConsentRequests(db, tenantId, { now });
  const removed = {
    facts: firstDay === null ? 0 : await forgetFacts(db, tenantId, { firstDay, timeZone, signal }),
    metrics: firstDay === null ? 0 : await forgetMetrics(db, tenantId, { firstDay, signal }),
    corrections: await forgetCorrections(db, tenantId, {
      before: agoBy(retention.corrections_days),
      firstDay,
      signal,
    }),
    notices: await forgetNotices(db, tenantId, { before: agoBy(retention.notices_days), signal }),
    signIns: await forgetSignIns(db, tenantId, { now }),
    audit: await forgetAudit(db, tenantId, { before: agoBy(retention.audit_days), signal }),
    tokenLedger: await forgetTokenLedger(db, tenantId, { before: agoBy(retention.tokenLedger_days), signal }),
    jobRuns: await forgetJobRuns(db, tenantId, { before: agoBy(retention.jobLogs_days), signal }),
  };
  const total = Object.values(removed).reduce((sum, count) => sum + count, 0);
  return success(total, { removed });
};
