-- $1 how many tenants, $2 how many of them owe this hour's sync, $3 this hour
-- Tenants with a day of hourly runs behind them, the night's among them. All but the due ones have had this hour's run too.
with numbers as (
  select n, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid as tenant_id from generate_series(1, $1::int) as n
), drawn as (
  insert into tenants (tenant_id, name, created_at) select tenant_id, 'Loja ' || n, $3::timestamptz - interval '90 days' from numbers
), connected as (
  insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
  select tenant_id, tenant_id, n, 'MLB', 'BRL', 'active', $3::timestamptz - interval '90 days', $3::timestamptz - interval '90 days'
  from numbers
), covered as (
  insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at)
  select tenant_id, tenant_id, 'orders', $3::timestamptz - interval '1 hour', $3::timestamptz - interval '1 hour' from numbers
), slots as (
  select tenant_id, 'sync-mercadolivre' as job_type, $3::timestamptz - interval '1 hour' * h as slot,
    case extract(hour from ($3::timestamptz - interval '1 hour' * h) at time zone 'America/Sao_Paulo')
      when 3 then '{"daysBack": 30}' else '{"daysBack": 7, "visits": "due"}'
    end::jsonb as params
  from numbers, generate_series(case when n <= $2::int then 1 else 0 end, 25) as h
  union all
  select tenant_id, job_type, $3, '{}' from numbers, unnest('{rebuild-daily-metrics,housekeeping}'::text[]) as job_type
)
insert into job_logs (id, tenant_id, job_type, status, trigger, slot, metadata, heartbeat_at, created_at)
select gen_random_uuid(), tenant_id, job_type, 'SUCCESS', 'schedule', slot,
  jsonb_build_object('params', params, 'coveredSlots', '[]'::jsonb), slot, slot
from slots
