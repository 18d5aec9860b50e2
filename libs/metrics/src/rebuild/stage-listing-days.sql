-- $1 tenant, $2 zone, $3 now
with
-- From its creation to its closing; stop_time is the closing only once it lies behind the reading that saw it closed.
lifetimes as (
  select
    listing_id,
    connection_id,
    (date_created at time zone $2)::date as first_day,
    case when status = 'closed'
      then (least(coalesce(stop_time, closed_seen_at), closed_seen_at) at time zone $2)::date
    end as last_day
  from listings
  where tenant_id = $1 and access <> 'order_only' and date_created is not null
),
-- Every row with a reason to exist: a day of the listing's life, or a day with a counted order of it.
reasons as (
  select l.listing_id, d.day, d.connection_id
  from lifetimes l
  join rebuild_days d on d.connection_id = l.connection_id
    and d.day >= l.first_day
    and (l.last_day is null or d.day <= l.last_day)
  union
  select listing_id, day, connection_id from rebuild_lines
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
sightings as (
  select s.* from listing_sightings s where s.tenant_id = $1 and s.listing_id in (select listing_id from reasons)
),
-- Price and stock: the last seen on that very day.
prices as (
  select distinct on (listing_id, (price_seen_at at time zone $2)::date)
    listing_id, (price_seen_at at time zone $2)::date as day, price
  from sightings where price is not null
  order by listing_id, (price_seen_at at time zone $2)::date, price_seen_at desc
),
stocks as (
  select distinct on (listing_id, (stock_seen_at at time zone $2)::date)
    listing_id, (stock_seen_at at time zone $2)::date as day, stock
  from sightings where stock is not null
  order by listing_id, (stock_seen_at at time zone $2)::date, stock_seen_at desc
),
-- Clip: what was last known holds until the next answer that could tell.
clips_seen as (
  select distinct on (listing_id, (clips_seen_at at time zone $2)::date)
    listing_id, (clips_seen_at at time zone $2)::date as from_day, has_clips
  from sightings where has_clips is not null
  order by listing_id, (clips_seen_at at time zone $2)::date, clips_seen_at desc
),
clips as (
  select listing_id, has_clips, from_day, lead(from_day) over (partition by listing_id order by from_day) as until_day
  from clips_seen
)
insert into rebuild_listing_days
select
  $1,
  r.listing_id,
  r.day,
  r.connection_id,
  v.visits,
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
  p.price,
  k.stock,
  c.has_clips,
  r.day >= ($3::timestamptz at time zone $2)::date - 2,
  $3
from reasons r
left join sales s using (connection_id, listing_id, day)
left join listing_visits v on v.tenant_id = $1 and v.listing_id = r.listing_id and v.day = r.day
left join prices p on p.listing_id = r.listing_id and p.day = r.day
left join stocks k on k.listing_id = r.listing_id and k.day = r.day
left join clips c on c.listing_id = r.listing_id and r.day >= c.from_day and (c.until_day is null or r.day < c.until_day)
