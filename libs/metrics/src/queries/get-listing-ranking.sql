-- $1 tenant, $2 first day, $3 last day, $4 connection or null, $5 search or null, $6 limit, $7 offset,
-- $8 statuses or null, $9 clip ('yes', 'no', 'dontKnow') or null, $10 classes of the Curva ABC or null
-- `p.gmv desc nulls last` stands for whatever else is asked: get-listing-ranking.ts puts that in its place, because an order that is chosen
-- by values costs a sort of its own. Unknown sorts last in either direction.
-- Only what sorts and what is added up is made for every listing; names and what was last seen are looked up for the page alone.
with
totals as (
  select
    m.listing_id,
    sum(m.orders) as orders,
    sum(m.units) as units,
    sum(m.gmv) as gmv,
    sum(m.visits) as visits,
    count(m.visits) as visits_known,
    count(*) as visits_expected,
    sum(m.orders) filter (where m.visits is not null) as orders_with_visits
  from listing_metrics_daily m
  where m.tenant_id = $1 and m.date between $2 and $3 and ($4::uuid is null or m.connection_id = $4::uuid)
  group by m.listing_id
),
-- What is sold of all listings of the window, and of those that sell more, whatever is searched for.
placed as (
  select
    *,
    count(*) over () as listings_of_all,
    sum(gmv) over () as gmv_of_all,
    sum(gmv) over (order by gmv desc nulls last, listing_id rows unbounded preceding) - gmv as gmv_before
  from totals
),
-- Curva ABC: the listing that crosses a line belongs to the upper class.
classed as (
  select
    *,
    case
      when gmv_of_all = 0 then null
      when gmv_before < 0.80 * gmv_of_all then 'A'
      when gmv_before < 0.95 * gmv_of_all then 'B'
      else 'C'
    end as abc_class
  from placed
),
-- What was last seen: get-listing-ranking.ts puts see-listings.sql here where something of it sorts or filters. Else nothing of it is read,
-- nor planned.
seen as (
  select null::text as listing_id, null::numeric as price, null::int as stock, null::boolean as has_clips, null::numeric as cover_days
  where false
),
-- Titles are read here only where they are searched or sorted by; else the planner drops the join.
named as (
  select
    t.*, l.title,
    s.price as price_seen, s.stock as stock_seen, s.cover_days
  from classed t
  left join listings l on l.tenant_id = $1 and l.listing_id = t.listing_id
  left join seen s on s.listing_id = t.listing_id
  where (
      $5::text is null
      or strpos(lower(coalesce(l.title, '')), lower($5)) > 0
      or strpos(lower(t.listing_id), lower($5)) > 0
    )
    and ($8::text[] is null or l.status = any ($8::text[]))
    and ($9::text is null or $9 = case when s.has_clips then 'yes' when not s.has_clips then 'no' else 'dontKnow' end)
    and ($10::text[] is null or t.abc_class = any ($10::text[]))
),
page as (
  select
    p.*,
    case when coalesce($5, $8::text, $9, $10::text) is null then p.listings_of_all else count(*) over () end as total
  from named p
  order by p.gmv desc nulls last, p.listing_id
  limit $6 offset $7
)
select
  p.total::int as total,
  p.listing_id, p.orders::int as orders, p.units::int as units, (p.gmv * 100)::bigint as gmv_cents, p.visits::int as visits,
  p.visits_known::int as visits_known, p.visits_expected::int as visits_expected,
  p.orders_with_visits::numeric / nullif(p.visits, 0) as conversion,
  p.abc_class,
  l.title, l.permalink, l.thumbnail, l.status,
  newest.connection_id,
  -- The newest that was seen within the window, with the day it belongs to left to the listing's own page. The newest day mostly tells all
  -- three; the days before it are read for what it doesn't know, and only then.
  coalesce(newest.price, (
    select m.price from listing_metrics_daily m
    where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3
      and ($4::uuid is null or m.connection_id = $4::uuid) and m.price is not null
    order by m.date desc limit 1
  )) as price,
  coalesce(newest.stock, (
    select m.stock from listing_metrics_daily m
    where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3
      and ($4::uuid is null or m.connection_id = $4::uuid) and m.stock is not null
    order by m.date desc limit 1
  )) as stock,
  coalesce(newest.has_clips, (
    select m.has_clips from listing_metrics_daily m
    where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3
      and ($4::uuid is null or m.connection_id = $4::uuid) and m.has_clips is not null
    order by m.date desc limit 1
  )) as has_clips
from page p
left join listings l on l.tenant_id = $1 and l.listing_id = p.listing_id
left join lateral (
  select m.connection_id, m.price, m.stock, m.has_clips from listing_metrics_daily m
  where m.tenant_id = $1 and m.listing_id = p.listing_id and m.date between $2 and $3
    and ($4::uuid is null or m.connection_id = $4::uuid)
  order by m.date desc limit 1
) as newest on true
order by p.gmv desc nulls last, p.listing_id
