-- $1 tenant, $2 first day, $3 last day
-- The first 50 listings by revenue, written by hand for this one question: no filter, no search, no other order.
with totals as (
  select
    listing_id,
    sum(gmv) as gmv,
    sum(orders) as orders,
    sum(units) as units,
    sum(visits) as visits,
    count(visits) as visits_known,
    count(*) as visits_expected,
    sum(orders) filter (where visits is not null) as orders_with_visits
  from listing_metrics_daily
  where tenant_id = $1 and date between $2 and $3
  group by listing_id
),
page as (
  select
    *,
    sum(gmv) over () as gmv_of_all,
    sum(gmv) over (order by gmv desc, listing_id rows unbounded preceding) - gmv as gmv_before,
    count(*) over () as total
  from totals
  order by gmv desc, listing_id
  limit 50
)
select
  p.total::int as total,
  p.listing_id, p.orders::int as orders, p.units::int as units, (p.gmv * 100)::bigint as gmv_cents, p.visits::int as visits,
  p.visits_known::int as visits_known, p.visits_expected::int as visits_expected,
  p.orders_with_visits::numeric / nullif(p.visits, 0) as conversion,
  case
    when p.gmv_of_all = 0 then null
    when p.gmv_before < 0.80 * p.gmv_of_all then 'A'
    when p.gmv_before < 0.95 * p.gmv_of_all then 'B'
    else 'C'
  end as abc_class,
  l.title, l.permalink, l.thumbnail, l.status,
  newest.connection_id, priced.price, stocked.stock, clipped.has_clips
from page p
left join listings l on l.tenant_id = $1 and l.listing_id = p.listing_id
left join lateral (
  select connection_id from listing_metrics_daily m
  where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3
  order by m.date desc limit 1
) as newest on true
left join lateral (
  select price from listing_metrics_daily m
  where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3 and price is not null
  order by m.date desc limit 1
) as priced on true
left join lateral (
  select stock from listing_metrics_daily m
  where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3 and stock is not null
  order by m.date desc limit 1
) as stocked on true
left join lateral (
  select has_clips from listing_metrics_daily m
  where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3 and has_clips is not null
  order by m.date desc limit 1
) as clipped on true
order by p.gmv desc, p.listing_id
