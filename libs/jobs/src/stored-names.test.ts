import { errorTable } from '@pulso/domain';
import { jobStatuses, jobTriggers } from '@pulso/job-log';
import { expect, it } from 'vitest';
import { incidentEnds, incidentKinds } from './alerts/incident.ts';
import { skipReasons } from './handlers/job-handler.ts';

it('the words that stand in stored runs and incidents for how they went and who asked are added to, never changed', () => {
  expect(jobStatuses.join(' ')).toMatchInlineSnapshot(`"QUEUED RUNNING SUCCESS PARTIAL SKIPPED FAILED ABANDONED"`);
  expect(jobTriggers.join(' ')).toMatchInlineSnapshot(`"api manual schedule catch-up cli webhook"`);
  expect(skipReasons.join(' ')).toMatchInlineSnapshot(`"no_connection covered"`);
  expect(incidentKinds.join(' ')).toMatchInlineSnapshot(
    `"data_late data_stale run_failed connection_lost notices_lost"`,
  );
  expect(incidentEnds.join(' ')).toMatchInlineSnapshot(`"recovered replaced unwatched"`);
  expect(Object.keys(errorTable)).toMatchInlineSnapshot(`
    [
      "invalid_input",
      "unauthenticated",
      "forbidden",
      "unknown_tenant",
      "not_found",
      "method_not_allowed",
      "payload_too_large",
      "unsupported_media_type",
      "too_many_attempts",
      "already_member",
      "last_owner",
      "seller_connected_elsewhere",
      "reauthorisation_required",
      "consent_unknown",
      "consent_denied",
      "consent_not_main_user",
      "meli_unavailable",
      "meli_throttled",
      "meli_refused",
      "meli_contract",
      "meli_configuration",
      "jobs_key_missing",
      "database_unavailable",
      "schema_behind",
      "configuration",
      "invariant_broken",
      "run_overdue",
      "cancelled",
      "interrupted",
      "internal",
    ]
  `);
});
