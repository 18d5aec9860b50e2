-- $1 tenant, $2 zone, $3 now
-- The account's rows of days of which only the named listings were derived: what they and the standing rows of the others tell together.
with
-- Where only some listings were derived: the rows of the others that have sales, as they stand, beside the new ones.
of_some as (
  select t.connection_id, t.date, t.units, t.gmv, t.cancelled_units, t.cancelled_amount, t.refunded_amount, t.sale_fee, t.seller_shipping
  from rebuild_days d
  join listing_metrics_daily t
    on t.tenant_id = $1 and t.date = d.day and t.connection_id = d.connection_id and t.orders > 0
  where not d.is_whole and not exists (select from rebuild_cells c where c.listing_id = t.listing_id and c.day = t.date)
  union all
  select n.connection_id, n.date, n.units, n.gmv, n.cancelled_units, n.cancelled_amount, n.refunded_amount, n.sale_fee, n.seller_shipping
  from rebuild_days d
  join rebuild_listing_days n on n.date = d.day and n.connection_id = d.connection_id and n.orders > 0
  where not d.is_whole
),
some_money as (
  select
    connection_id,
    date as day,
    sum(units) as units,
    sum(gmv) as gmv,
    sum(cancelled_units) as cancelled_units,
    sum(cancelled_amount) as cancelled_amount,
    sum(refunded_amount) as refunded_amount,
    case when count(*) = count(sale_fee) then sum(sale_fee) end as sale_fee,
    case when count(*) = count(seller_shipping) then sum(seller_shipping) end as seller_shipping
  from of_some
  group by connection_id, date
),
-- Their orders are counted from the facts, since an order of several listings counts once; a purchase is counted with its earliest.
first_of_pack as (
  select distinct on (v.connection_id, v.pack_id) v.connection_id, v.pack_id, v.order_id
  from order_verdicts v
  where v.tenant_id = $1
    and v.left_out_reason is null
    and v.pack_id in (select pack_id from rebuild_orders where pack_id is not null and not is_whole)
  order by v.connection_id, v.pack_id, v.date_closed, v.order_id
),
some_orders as (
  select
    o.connection_id,
    o.day,
    count(*) as orders,
    count(*) filter (where o.pack_id is null or f.order_id is not null) as purchases,
    count(*) filter (where o.is_cancelled) as cancelled_orders
  from rebuild_orders o
  left join first_of_pack f
    on f.connection_id = o.connection_id and f.pack_id = o.pack_id and f.order_id = o.order_id
  where not o.is_whole
  group by o.connection_id, o.day
),
-- Of their listings: what those derived anew add to those of the rows that stand, or take from them.
moved as (
  select n.listing_id, n.connection_id, n.date as day, 1 as listings, (n.visits is not null)::int as with_visits
  from rebuild_cells c
  join rebuild_listing_days n on n.listing_id = c.listing_id and n.date = c.day
  union all
  select t.listing_id, t.connection_id, t.date, -1, -(t.visits is not null)::int
  from rebuild_cells c
  join listing_metrics_daily t on t.tenant_id = $1 and t.listing_id = c.listing_id and t.date = c.day
),
some_coverage as (
  select m.connection_id, m.day, sum(m.listings) as expected, sum(m.with_visits) as with_visits
  from moved m
  join listings l on l.tenant_id = $1 and l.listing_id = m.listing_id and l.access = 'readable'
  group by m.connection_id, m.day
)
insert into rebuild_account_days
select
  $1,
  d.connection_id,
  d.day,
  coalesce(o.orders, 0),
  coalesce(o.purchases, 0),
  coalesce(m.units, 0),
  coalesce(m.gmv, 0),
  coalesce(o.cancelled_orders, 0),
  coalesce(m.cancelled_units, 0),
  coalesce(m.cancelled_amount, 0),
  coalesce(m.refunded_amount, 0),
  case when m.day is null then 0 else m.sale_fee end,
  case when m.day is null then 0 else m.seller_shipping end,
  case when m.day is null then 0
    else m.gmv - m.cancelled_amount - m.refunded_amount - m.sale_fee - m.seller_shipping end,
  v.visits,
  a.listings_expected + coalesce(c.expected, 0),
  a.listings_with_visits + coalesce(c.with_visits, 0),
  d.day >= ($3::timestamptz at time zone $2)::date - 2,
  $3
from rebuild_days d
join account_metrics_daily a on a.tenant_id = $1 and a.connection_id = d.connection_id and a.date = d.day
left join some_orders o on o.connection_id = d.connection_id and o.day = d.day
left join some_money m on m.connection_id = d.connection_id and m.day = d.day
left join some_coverage c on c.connection_id = d.connection_id and c.day = d.day
left join account_visits v on v.tenant_id = $1 and v.connection_id = d.connection_id and v.day = d.day
where not d.is_whole
