-- $1 tenant, $2 first day, $3 last day, $4 first day of the window before, which ends where this one begins, $5 connection or null for all, $6 limit
-- The listings that sold less than in the window before, by how much less.
select
  f.listing_id, f.connection_id, l.title, l.permalink, l.status, f.gmv_cents, f.gmv_before_cents
from (
  select
    listing_id,
    (array_agg(connection_id order by date desc))[1] as connection_id,
    (coalesce(sum(gmv) filter (where date >= $2), 0) * 100)::bigint as gmv_cents,
    (coalesce(sum(gmv) filter (where date < $2), 0) * 100)::bigint as gmv_before_cents
  from listing_metrics_daily
  where tenant_id = $1 and date between $4 and $3 and ($5::uuid is null or connection_id = $5::uuid)
  group by listing_id
) as f
left join listings l on l.tenant_id = $1 and l.listing_id = f.listing_id
where f.gmv_cents < f.gmv_before_cents
order by f.gmv_before_cents - f.gmv_cents desc, f.listing_id
limit $6
