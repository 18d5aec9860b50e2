-- $1 tenant
-- A seller who has been connected for 80 days, whose hourly syncs ran on each of the last 60 days up to now but one: six days ago nothing ran, three
-- days ago everything failed, and on the day before yesterday an hour was incomplete.
with
connected as (
  update connections set created_at = now() - interval '80 days' where tenant_id = $1
),
slots as (
  select
    (((now() at time zone 'America/Sao_Paulo')::date - ago) + make_interval(hours => hour)) at time zone 'America/Sao_Paulo' as slot,
    ago,
    hour
  from generate_series(0, 60) as ago, generate_series(0, 23) as hour
)
insert into job_logs
  (tenant_id, id, job_type, status, trigger, slot, started_at, completed_at, duration_ms, records_processed, error_code, created_at, metadata)
select
  $1, gen_random_uuid(), 'sync-mercadolivre',
  case when ago = 3 then 'FAILED' when ago = 2 and hour = 9 then 'PARTIAL' else 'SUCCESS' end,
  'schedule', slot, slot + interval '20 s', slot + interval '100 s', 80000, 40,
  case when ago = 3 then 'meli_unavailable' end, slot + interval '10 s',
  jsonb_build_object(
    'params', jsonb_build_object('daysBack', 7, 'visits', 'due'),
    'coveredSlots', '[]'::jsonb,
    'result', jsonb_build_object(
      'sync', jsonb_build_object('itemsProcessed', 60), 'orders', jsonb_build_object('ordersProcessed', 4, 'ordersCreated', 3)
    )
  ) || case when ago = 2 and hour = 9
    then jsonb_build_object('missing', jsonb_build_array(jsonb_build_object('connectionId', 'a', 'source', 'visits')))
    else '{}' end
from slots
where ago <> 6 and slot <= now()
