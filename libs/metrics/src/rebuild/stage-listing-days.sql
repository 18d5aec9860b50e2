-- $1 tenant, $2 zone, $3 now, $4 the first provisional day
with
-- From its creation to its closing; stop_time is the closing only once it lies behind the reading that saw it closed.
lifetimes as (
  select
    listing_id,
    connection_id,
    (date_created at time zone $2)::date as first_day,
    case when status = 'closed'
      then (least(coalesce(stop_time, closed_seen_at), closed_seen_at) at time zone $2)::date
      else 'infinity'
    end as last_day
  from listings
  where tenant_id = $1 and access <> 'order_only' and date_created is not null
),
sales as (
  select
    connection_id,
    listing_id,
    day,
    count(distinct order_id) as orders,
    sum(quantity) as units,
    sum(value_cents) as gmv_cents,
    count(distinct order_id) filter (where is_cancelled) as cancelled_orders,
    coalesce(sum(quantity) filter (where is_cancelled), 0) as cancelled_units,
    coalesce(sum(value_cents) filter (where is_cancelled), 0) as cancelled_cents,
    sum(refund_cents) as refund_cents,
    case when count(*) = count(fee_cents) then sum(fee_cents) end as fee_cents,
    case when count(*) = count(freight_cents) then sum(freight_cents) end as freight_cents
  from rebuild_lines
  group by connection_id, listing_id, day
),
-- Every row with a reason to exist: a day of the listing's life, or another day with a counted order of it.
reasons as (
  select l.listing_id, d.day, d.connection_id
  from lifetimes l
  join rebuild_days d
    on d.connection_id = l.connection_id and d.is_whole and d.day between l.first_day and l.last_day
  union all
  -- Where only some listings are derived: a day of the life of one of them.
  select l.listing_id, c.day, l.connection_id
  from rebuild_cells c
  join lifetimes l on l.listing_id = c.listing_id and c.day between l.first_day and l.last_day
  join rebuild_days d on d.connection_id = l.connection_id and d.day = c.day and not d.is_whole
  union all
  select s.listing_id, s.day, s.connection_id
  from sales s
  left join lifetimes l
    on l.listing_id = s.listing_id and l.connection_id = s.connection_id and s.day between l.first_day and l.last_day
  where l.listing_id is null
),
-- What was seen on that very day; its label is the local day of the seeing. Visits count by Mercado Livre's own label.
seen as (
  select
    r.listing_id,
    r.day,
    r.connection_id,
    v.visits,
    g.price,
    g.stock,
    g.has_clips,
    lag(r.day) over (partition by r.listing_id order by r.day) is distinct from r.day - 1 as is_first
  from reasons r
  left join listing_visits v on v.tenant_id = $1 and v.listing_id = r.listing_id and v.day = r.day
  left join listing_sightings g on g.tenant_id = $1 and g.listing_id = r.listing_id and g.day = r.day
),
-- Clip: what was last known holds until the next answer that could tell. Only the first of a row of days must look further back.
clips as (
  select
    *,
    case
      when has_clips is not null then has_clips
      when is_first then (
        select b.has_clips
        from listing_sightings b
        where b.tenant_id = $1 and b.listing_id = seen.listing_id and b.day < seen.day and b.has_clips is not null
        order by b.day desc
        limit 1
      )
    end as clip_told
  from seen
)
insert into rebuild_listing_days (
  tenant_id, listing_id, date, connection_id, visits, orders, units, gmv, cancelled_orders, cancelled_units, cancelled_amount,
  refunded_amount, sale_fee, seller_shipping, net_revenue, price, stock, has_clips, provisional, rebuilt_at
)
select
  $1,
  r.listing_id,
  r.day,
  r.connection_id,
  r.visits,
  coalesce(s.orders, 0),
  coalesce(s.units, 0),
  coalesce(s.gmv_cents, 0) / 100.0,
  coalesce(s.cancelled_orders, 0),
  coalesce(s.cancelled_units, 0),
  coalesce(s.cancelled_cents, 0) / 100.0,
  coalesce(s.refund_cents, 0) / 100.0,
  case when s.orders is null then 0 else s.fee_cents / 100.0 end,
  case when s.orders is null then 0 else s.freight_cents / 100.0 end,
  case when s.orders is null then 0
    else (s.gmv_cents - s.cancelled_cents - s.refund_cents - s.fee_cents - s.freight_cents) / 100.0 end,
  r.price,
  r.stock,
  -- The greatest so far of (day, told) is the latest told, because days only grow.
  max((r.day - date '1970-01-01') * 2 + r.clip_told::int) over (partition by r.listing_id order by r.day) % 2 = 1,
  r.day >= $4::date,
  $3::timestamptz
from clips r
left join sales s using (connection_id, listing_id, day)
