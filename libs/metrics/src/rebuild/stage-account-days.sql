-- $1 tenant, $2 the first provisional day, $3 now
-- The account's rows of days that were derived whole.
with
sales as (
  select
    connection_id,
    day,
    count(distinct order_id) as orders,
    count(distinct order_id) filter (where opens_purchase) as purchases,
    sum(quantity) as units,
    sum(value_cents) as gmv_cents,
    count(distinct order_id) filter (where is_cancelled) as cancelled_orders,
    coalesce(sum(quantity) filter (where is_cancelled), 0) as cancelled_units,
    coalesce(sum(value_cents) filter (where is_cancelled), 0) as cancelled_cents,
    sum(refund_cents) as refund_cents,
    case when count(*) = count(fee_cents) then sum(fee_cents) end as fee_cents,
    case when count(*) = count(freight_cents) then sum(freight_cents) end as freight_cents
  from rebuild_lines
  group by connection_id, day
),
-- Of the listings with a row that day: those whose visits can be asked for, and those whose visits are known.
listing_coverage as (
  select r.connection_id, r.date as day, count(*) as expected, count(r.visits) as with_visits
  from rebuild_listing_days r
  join listings l on l.tenant_id = $1 and l.listing_id = r.listing_id and l.access = 'readable'
  group by r.connection_id, r.date
)
insert into rebuild_account_days (
  tenant_id, connection_id, date, orders, purchases, units, gmv, cancelled_orders, cancelled_units, cancelled_amount, refunded_amount,
  sale_fee, seller_shipping, net_revenue, visits, listings_expected, listings_with_visits, provisional, rebuilt_at
)
select
  $1,
  d.connection_id,
  d.day,
  coalesce(s.orders, 0),
  coalesce(s.purchases, 0),
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
  v.visits,
  coalesce(c.expected, 0),
  coalesce(c.with_visits, 0),
  d.day >= $2::date,
  $3
from rebuild_days d
left join sales s using (connection_id, day)
left join account_visits v on v.tenant_id = $1 and v.connection_id = d.connection_id and v.day = d.day
left join listing_coverage c on c.connection_id = d.connection_id and c.day = d.day
where d.is_whole
