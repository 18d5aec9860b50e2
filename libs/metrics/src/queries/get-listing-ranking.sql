-- $1 tenant, $2 first day, $3 last day, $4 connection or null, $5 search or null, $6 sort, $7 direction, $8 limit, $9 offset
-- Only what sorts and what is added up is made for every listing; names and what was last seen are looked up for the page alone.
with
totals as (
  select
    m.listing_id,
    sum(m.orders)::int as orders,
    sum(m.units)::int as units,
    (sum(m.gmv) * 100)::bigint as gmv_cents,
    sum(m.visits)::int as visits,
    count(m.visits)::int as visits_known,
    count(*)::int as visits_expected,
    sum(m.orders) filter (where m.visits is not null)::numeric as orders_with_visits
  from listing_metrics_daily m
  where m.tenant_id = $1 and m.date between $2 and $3 and ($4::uuid is null or m.connection_id = $4::uuid)
  group by m.listing_id
),
-- Curva ABC over all listings of the window, whatever is searched for: the one that crosses a line belongs to the upper class.
classed as (
  select
    *,
    case
      when sum(gmv_cents) over () = 0 then null
      when sum(gmv_cents) over best_first - gmv_cents < 0.80 * sum(gmv_cents) over () then 'A'
      when sum(gmv_cents) over best_first - gmv_cents < 0.95 * sum(gmv_cents) over () then 'B'
      else 'C'
    end as abc_class
  from totals
  window best_first as (order by gmv_cents desc, listing_id rows unbounded preceding)
),
-- The title of every listing is needed only where it is searched or sorted by.
named as (
  select t.*, l.title, t.orders_with_visits / nullif(t.visits, 0) as conversion
  from classed t
  left join listings l on ($5::text is not null or $6 = 'title') and l.tenant_id = $1 and l.listing_id = t.listing_id
  where $5::text is null
    or strpos(lower(coalesce(l.title, '')), lower($5)) > 0
    or strpos(lower(t.listing_id), lower($5)) > 0
),
-- Unknown sorts last in either direction.
keyed as (
  select
    *,
    case $7 when 'desc' then -1 else 1 end * case $6
      when 'gmv' then gmv_cents
      when 'orders' then orders
      when 'units' then units
      when 'visits' then visits
      when 'conversion' then conversion
    end as number_key,
    case when $6 = 'title' and $7 = 'asc' then lower(coalesce(title, listing_id)) end as rising_key,
    case when $6 = 'title' and $7 = 'desc' then lower(coalesce(title, listing_id)) end as falling_key
  from named
),
page as (
  select * from keyed
  order by number_key nulls last, rising_key nulls last, falling_key desc nulls last, listing_id
  limit $8 offset $9
)
-- A page beyond the end has no listing, and yet tells how many there are.
select
  count_of.total,
  p.listing_id, p.orders, p.units, p.gmv_cents, p.visits, p.visits_known, p.visits_expected, p.conversion, p.abc_class,
  l.title, l.permalink, l.thumbnail, l.status,
  newest.connection_id, priced.price, stocked.stock, clipped.has_clips
from (select count(*)::int as total from keyed) as count_of
left join page p on true
left join listings l on l.tenant_id = $1 and l.listing_id = p.listing_id
-- The newest that was seen within the window, with the day it belongs to left to the listing's own page.
left join lateral (
  select m.connection_id from listing_metrics_daily m
  where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3
    and ($4::uuid is null or m.connection_id = $4::uuid)
  order by m.date desc limit 1
) as newest on true
left join lateral (
  select m.price from listing_metrics_daily m
  where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3
    and ($4::uuid is null or m.connection_id = $4::uuid) and m.price is not null
  order by m.date desc limit 1
) as priced on true
left join lateral (
  select m.stock from listing_metrics_daily m
  where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3
    and ($4::uuid is null or m.connection_id = $4::uuid) and m.stock is not null
  order by m.date desc limit 1
) as stocked on true
left join lateral (
  select m.has_clips from listing_metrics_daily m
  where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3
    and ($4::uuid is null or m.connection_id = $4::uuid) and m.has_clips is not null
  order by m.date desc limit 1
) as clipped on true
order by p.number_key nulls last, p.rising_key nulls last, p.falling_key desc nulls last, p.listing_id
