import type { JobDeps } from '../job-deps.ts';

/** The defaults of the settings: facts for ever, the rest longer than any test looks back. */
export const keepEverything: JobDeps['retention'] = {
  facts_days: null,
  jobLogs_days: 400,
  notices_days: 30,
  corrections_days: 400,
  tokenLedger_days: 400,
  audit_days: 400,
};
