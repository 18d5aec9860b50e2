-- $1 tenant or null for all
-- One row per tenant and connection that is not disconnected, with how far each source is read.
select
  t.tenant_id,
  t.name,
  t.time_zone,
  t.paused_at,
  (select max(m.date)::text from listing_metrics_daily m where m.tenant_id = t.tenant_id) as max_date,
  c.connection_id,
  c.status as connection_status,
  l.covered_through as listings_through,
  l.last_success_at as listings_success_at,
  o.covered_through as orders_through,
  o.last_success_at as orders_success_at,
  -- Visits: the oldest of the newest reads over listings still owed; without any such listing, the account's own read.
  case
    when owed.listing_count = 0 then v.covered_through
    when owed.read_count = owed.listing_count then owed.oldest_read_at
  end as visits_through,
  v.last_success_at as visits_success_at
from tenants t
left join connections c on c.tenant_id = t.tenant_id and c.status <> 'disconnected'
left join source_coverage l on l.tenant_id = c.tenant_id and l.connection_id = c.connection_id and l.source = 'listings'
left join source_coverage o on o.tenant_id = c.tenant_id and o.connection_id = c.connection_id and o.source = 'orders'
left join source_coverage v on v.tenant_id = c.tenant_id and v.connection_id = c.connection_id and v.source = 'visits'
left join lateral (
  select count(*) as listing_count, count(visits_read_at) as read_count, min(visits_read_at) as oldest_read_at
  from listings s
  where s.tenant_id = c.tenant_id and s.connection_id = c.connection_id
    and s.access = 'readable' and s.status is distinct from 'closed'
    -- Given up: refused in runs of two different local days.
    and not exists (
      select from listing_refusals r
      where r.tenant_id = s.tenant_id and r.listing_id = s.listing_id and r.source = 'visits'
        and (r.refused_since at time zone t.time_zone)::date < (r.refused_at at time zone t.time_zone)::date
    )
) owed on c.connection_id is not null
where $1::uuid is null or t.tenant_id = $1
order by t.created_at, t.tenant_id, c.created_at, c.connection_id
