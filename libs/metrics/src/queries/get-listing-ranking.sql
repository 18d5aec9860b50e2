-- $1 tenant, $2 first day, $3 last day, $4 connection or null, $5 search or null, $6 sort, $7 direction, $8 limit, $9 offset
with
totals as (
  select
    m.listing_id,
    (array_agg(m.connection_id order by m.date desc))[1] as connection_id,
    sum(m.orders)::int as orders,
    sum(m.units)::int as units,
    (sum(m.gmv) * 100)::bigint as gmv_cents,
    sum(m.visits)::int as visits,
    count(m.visits)::int as visits_known,
    count(*)::int as visits_expected,
    sum(m.orders) filter (where m.visits is not null)::numeric as orders_with_visits,
    -- The newest that was seen within the window, with the day it belongs to left to the listing's own page.
    (array_agg(m.price order by m.date desc) filter (where m.price is not null))[1] as price,
    (array_agg(m.stock order by m.date desc) filter (where m.stock is not null))[1] as stock,
    (array_agg(m.has_clips order by m.date desc) filter (where m.has_clips is not null))[1] as has_clips
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
named as (
  select t.*, l.title, l.permalink, l.thumbnail, l.status, l.access, t.orders_with_visits / nullif(t.visits, 0) as conversion
  from classed t
  left join listings l on l.tenant_id = $1 and l.listing_id = t.listing_id
  where $5::text is null
    or strpos(lower(coalesce(l.title, '')), lower($5)) > 0
    or strpos(lower(t.listing_id), lower($5)) > 0
),
keyed as (
  select
    *,
    case $6
      when 'gmv' then gmv_cents::numeric
      when 'orders' then orders::numeric
      when 'units' then units::numeric
      when 'visits' then visits::numeric
      when 'conversion' then conversion
    end as number_key,
    case when $6 = 'title' then lower(coalesce(title, listing_id)) end as text_key
  from named
),
-- Unknown sorts last in either direction.
page as (
  select *, row_number() over (order by
    case when $7 = 'asc' then number_key end asc nulls last,
    case when $7 = 'desc' then number_key end desc nulls last,
    case when $7 = 'asc' then text_key end asc nulls last,
    case when $7 = 'desc' then text_key end desc nulls last,
    listing_id
  ) as place
  from keyed
  order by place
  limit $8 offset $9
)
-- A page beyond the end has no listing, and yet tells how many there are.
select count_of.total, page.*
from (select count(*)::int as total from keyed) as count_of
left join page on true
order by page.place
