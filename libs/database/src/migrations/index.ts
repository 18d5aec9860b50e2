import { type Migration, sqlMigration } from '../migration.ts';
import { readSql } from '../read-sql.ts';

/** Every migration in the order of its making; an array, so that a bundle carries them. */
export const migrations: Migration[] = [
  sqlMigration({
    name: '20261123T120000-create-tenants-and-connections',
    up: readSql(new URL('./20261123T120000-create-tenants-and-connections.sql', import.meta.url)),
    down: 'drop table connection_tokens, connections, tenants',
  }),
  sqlMigration({
    name: '20261123T120100-create-facts',
    up: readSql(new URL('./20261123T120100-create-facts.sql', import.meta.url)),
    down: `drop view order_verdicts;
           drop table source_coverage, shipments, order_payments, order_lines, orders,
             account_visits, listing_visits, listing_sightings, listings`,
  }),
  sqlMigration({
    name: '20261123T120200-create-metrics',
    up: readSql(new URL('./20261123T120200-create-metrics.sql', import.meta.url)),
    down: 'drop table account_metrics_daily, listing_metrics_daily',
  }),
  sqlMigration({
    name: '20261123T120300-create-job-logs',
    up: readSql(new URL('./20261123T120300-create-job-logs.sql', import.meta.url)),
    down: 'drop table job_logs',
  }),
  sqlMigration({
    name: '20261123T120400-index-runs-by-heartbeat',
    up: readSql(new URL('./20261123T120400-index-runs-by-heartbeat.sql', import.meta.url)),
    down: 'drop index job_logs_by_heartbeat',
  }),
  sqlMigration({
    name: '20261124T004000-claim-token-renewals',
    up: readSql(new URL('./20261124T004000-claim-token-renewals.sql', import.meta.url)),
    down: 'alter table connection_tokens drop column renewal_id, drop column renewing_until',
  }),
  sqlMigration({
    name: '20261124T010500-note-refusals',
    up: readSql(new URL('./20261124T010500-note-refusals.sql', import.meta.url)),
    down: 'drop index orders_incomplete; drop table listing_refusals',
  }),
  sqlMigration({
    name: '20261124T020000-create-notices',
    up: readSql(new URL('./20261124T020000-create-notices.sql', import.meta.url)),
    down: 'drop table notices',
  }),
  sqlMigration({
    name: '20261124T023000-note-stale-days',
    up: readSql(new URL('./20261124T023000-note-stale-days.sql', import.meta.url)),
    down: 'drop table stale_days',
  }),
  sqlMigration({
    name: '20261124T030000-note-visits-asked',
    up: readSql(new URL('./20261124T030000-note-visits-asked.sql', import.meta.url)),
    down: 'alter table listings drop column visits_asked_from',
  }),
  sqlMigration({
    name: '20261124T031500-note-refused-shipments',
    up: readSql(new URL('./20261124T031500-note-refused-shipments.sql', import.meta.url)),
    down: 'alter table shipments drop column refused_since',
  }),
  sqlMigration({
    name: '20261124T040000-own-job-runs',
    up: readSql(new URL('./20261124T040000-own-job-runs.sql', import.meta.url)),
    down: 'alter table job_logs drop column cancel_requested_at, drop column owner',
  }),
  sqlMigration({
    name: '20261124T050000-share-call-budget',
    up: readSql(new URL('./20261124T050000-share-call-budget.sql', import.meta.url)),
    down: 'drop table call_budgets',
  }),
  sqlMigration({
    name: '20261124T050200-sweep-orders',
    up: readSql(new URL('./20261124T050200-sweep-orders.sql', import.meta.url)),
    down: 'drop table order_sweeps',
  }),
  sqlMigration({
    name: '20261124T050400-keep-listing-statuses',
    up: readSql(new URL('./20261124T050400-keep-listing-statuses.sql', import.meta.url)),
    down: 'drop table listing_statuses',
  }),
  sqlMigration({
    name: '20261124T080000-note-restated-visits',
    up: readSql(new URL('./20261124T080000-note-restated-visits.sql', import.meta.url)),
    down: 'alter table account_visits drop column restated_at',
  }),
  sqlMigration({
    name: '20261124T090300-note-source-failures',
    up: readSql(new URL('./20261124T090300-note-source-failures.sql', import.meta.url)),
    down: 'drop table source_failures',
  }),
  sqlMigration({
    name: '20261124T100000-partition-listing-metrics',
    up: readSql(new URL('./20261124T100000-partition-listing-metrics.sql', import.meta.url)),
    down: `drop trigger tenants_remove_listing_metrics on tenants;
           drop function remove_listing_metrics();
           create table listing_metrics_whole (like listing_metrics_daily including defaults, primary key (tenant_id, listing_id, date));
           insert into listing_metrics_whole select * from listing_metrics_daily;
           drop table listing_metrics_daily;
           alter table listing_metrics_whole rename to listing_metrics_daily;
           alter index listing_metrics_whole_pkey rename to listing_metrics_daily_pkey;
           create index listing_metrics_daily_by_date on listing_metrics_daily (tenant_id, date, connection_id);
           alter table listing_metrics_daily add foreign key (tenant_id) references tenants on delete cascade`,
  }),
  sqlMigration({
    name: '20261124T111500-make-months-for-writers',
    up: readSql(new URL('./20261124T111500-make-months-for-writers.sql', import.meta.url)),
    down: 'drop function make_listing_metrics_month(date)',
  }),
  sqlMigration({
    name: '20261124T145000-ask-for-history',
    up: readSql(new URL('./20261124T145000-ask-for-history.sql', import.meta.url)),
    down: 'alter table connections drop column history_from',
  }),
  sqlMigration({
    name: '20261124T153000-name-sources-of-facts',
    up: readSql(new URL('./20261124T153000-name-sources-of-facts.sql', import.meta.url)),
    down: `alter table listing_visits drop column connection_id;
           alter table listing_sightings drop column clips_source, drop column stock_source, drop column price_source,
             drop column connection_id`,
  }),
  sqlMigration({
    name: '20261124T160000-note-changed-sales',
    up: readSql(new URL('./20261124T160000-note-changed-sales.sql', import.meta.url)),
    down: 'drop index listing_metrics_daily_with_sales; alter table stale_days drop column sales_only',
  }),
  sqlMigration({
    name: '20261124T163000-keep-corrections',
    up: readSql(new URL('./20261124T163000-keep-corrections.sql', import.meta.url)),
    down: 'drop table metrics_corrections',
  }),
  sqlMigration({
    name: '20261124T170000-wish-for-a-zone',
    up: readSql(new URL('./20261124T170000-wish-for-a-zone.sql', import.meta.url)),
    down: 'alter table tenants drop column next_time_zone',
  }),
  sqlMigration({
    name: '20261128T090000-name-listings-in-notes',
    up: readSql(new URL('./20261128T090000-name-listings-in-notes.sql', import.meta.url)),
    down: `alter table stale_days drop column listing_ids;
           alter table stale_days add column sales_only boolean not null default false`,
  }),
  sqlMigration({
    name: '20261128T100001-look-at-schedules',
    up: readSql(new URL('./20261128T100001-look-at-schedules.sql', import.meta.url)),
    down: `drop trigger tenants_look_at_schedule on tenants;
           drop trigger connections_look_at_schedule on connections;
           drop function look_at_schedule();
           drop table schedule_looks`,
  }),
  sqlMigration({
    name: '20261128T100002-pause-schedules',
    up: readSql(new URL('./20261128T100002-pause-schedules.sql', import.meta.url)),
    down: 'drop table schedule_pauses',
  }),
  sqlMigration({
    name: '20261128T110000-keep-incidents',
    up: readSql(new URL('./20261128T110000-keep-incidents.sql', import.meta.url)),
    down: 'drop index job_logs_good_ends, job_logs_failures; drop table incident_messages, incidents',
  }),
  sqlMigration({
    name: '20261128T120000-find-ended-runs',
    up: readSql(new URL('./20261128T120000-find-ended-runs.sql', import.meta.url)),
    down: 'drop index job_logs_ended',
  }),
  sqlMigration({
    name: '20261128T130000-read-missed-feeds',
    up: readSql(new URL('./20261128T130000-read-missed-feeds.sql', import.meta.url)),
    down: `drop index notices_by_age, notices_by_subject; create index notices_by_age on notices (received_at);
           drop table missed_notices, missed_feed_reads`,
  }),
  sqlMigration({
    name: '20261128T130100-count-announced-changes',
    up: readSql(new URL('./20261128T130100-count-announced-changes.sql', import.meta.url)),
    down: 'drop table notice_days, order_changes; alter table connections drop column notices_since',
  }),
  sqlMigration({
    name: '20261128T140000-name-listings-of-orders',
    up: readSql(new URL('./20261128T140000-name-listings-of-orders.sql', import.meta.url)),
    down: `drop view order_verdicts; alter table orders drop column line_listing_ids;
           create view order_verdicts as
           select o.*, o.status in ('cancelled', 'invalid') as is_cancelled,
             case when o.date_closed is null then 'not_confirmed' when o.cancel_code = 'pack_splitted' then 'pack_splitted'
               when 'test_order' = any (o.tags) then 'test_order' when o.currency <> c.currency then 'other_currency' end as left_out_reason
           from orders o join connections c using (tenant_id, connection_id)`,
  }),
  sqlMigration({
    name: '20261128T150000-ask-for-consent',
    up: readSql(new URL('./20261128T150000-ask-for-consent.sql', import.meta.url)),
    down: 'drop table consent_requests',
  }),
  sqlMigration({
    name: '20261128T150100-keep-token-ledger',
    up: readSql(new URL('./20261128T150100-keep-token-ledger.sql', import.meta.url)),
    down: 'drop table token_ledger',
  }),
  sqlMigration({
    name: '20261128T190000-know-people',
    up: readSql(new URL('./20261128T190000-know-people.sql', import.meta.url)),
    down: 'drop table invitations, members, user_verifications, user_credentials, user_sessions, users',
  }),
  sqlMigration({
    name: '20261128T190100-keep-audit',
    up: readSql(new URL('./20261128T190100-keep-audit.sql', import.meta.url)),
    down: 'drop table audit_entries',
  }),
  sqlMigration({
    name: '20261128T191000-keep-erasure-receipts',
    up: readSql(new URL('./20261128T191000-keep-erasure-receipts.sql', import.meta.url)),
    down: 'drop table erasure_receipts',
  }),
  sqlMigration({
    name: '20261128T230000-describe-tables',
    up: readSql(new URL('./20261128T230000-describe-tables.sql', import.meta.url)),
    down: `do $$ declare one regclass; begin
      for one in select c.oid from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      loop execute format('comment on table %s is null', one); end loop;
    end $$`,
  }),
  sqlMigration({
    name: '20261128T231000-know-second-factors',
    up: readSql(new URL('./20261128T231000-know-second-factors.sql', import.meta.url)),
    down: 'drop table user_second_factors; alter table users drop column two_factor_enabled',
  }),
  sqlMigration({
    name: '20261129T090000-know-passkeys',
    up: readSql(new URL('./20261129T090000-know-passkeys.sql', import.meta.url)),
    down: 'drop table user_passkeys',
  }),
  sqlMigration({
    name: '20261129T110000-follow-changed-orders',
    up: readSql(new URL('./20261129T110000-follow-changed-orders.sql', import.meta.url)),
    down: `alter table stale_days drop column counts_follow; drop index order_lines_by_listing;
           alter table order_lines drop column date_closed; create index order_lines_by_listing on order_lines (tenant_id, listing_id)`,
  }),
  sqlMigration({
    name: '20261129T120000-answer-questions-once',
    up: readSql(new URL('./20261129T120000-answer-questions-once.sql', import.meta.url)),
    down: `drop index user_verifications_answered_once;
      comment on table user_verifications is 'One row per link that was sent and not yet used. identifier: the hash of its secret.'`,
  }),
];
