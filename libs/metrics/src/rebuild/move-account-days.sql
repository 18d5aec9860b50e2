-- $1 tenant, $2 the first provisional day, $3 now
-- The account's rows of days of which only the named listings were derived: the standing row, moved by as much as these moved.
with
-- What the named listings' new rows add to the account, and their standing ones take from it; a row that stays as it is does neither.
moved as (
  select n.listing_id, n.connection_id, n.date as day, 1 as sign, n.visits, n.orders, n.units, n.gmv, n.cancelled_orders, n.cancelled_units,
    n.cancelled_amount, n.refunded_amount, n.sale_fee, n.seller_shipping
  from rebuild_changes c
  join rebuild_listing_days n on n.listing_id = c.listing_id and n.date = c.date
  where c.kind <> 'gone' and c.date in (select day from rebuild_days where not is_whole)
  union all
  select c.listing_id, (c.old).connection_id, c.date, -1, (c.old).visits, (c.old).orders, (c.old).units, (c.old).gmv, (c.old).cancelled_orders,
    (c.old).cancelled_units, (c.old).cancelled_amount, (c.old).refunded_amount, (c.old).sale_fee, (c.old).seller_shipping
  from rebuild_changes c
  where c.kind <> 'new' and c.date in (select day from rebuild_days where not is_whole)
),
moves as (
  select
    m.connection_id,
    m.day,
    sum(sign * orders) as orders,
    sum(sign * cancelled_orders) as cancelled_orders,
    sum(sign * units) as units,
    sum(sign * gmv) as gmv,
    sum(sign * cancelled_units) as cancelled_units,
    sum(sign * cancelled_amount) as cancelled_amount,
    sum(sign * refunded_amount) as refunded_amount,
    case when count(*) = count(sale_fee) then sum(sign * sale_fee) end as sale_fee,
    case when count(*) = count(seller_shipping) then sum(sign * seller_shipping) end as seller_shipping,
    coalesce(sum(sign) filter (where l.access = 'readable'), 0) as listings,
    coalesce(sum(sign) filter (where l.access = 'readable' and m.visits is not null), 0) as listings_with_visits
  from moved m
  left join listings l on l.tenant_id = $1 and l.listing_id = m.listing_id
  group by m.connection_id, m.day
),
told as (
  select
    d.connection_id,
    d.day,
    -- Where an order of several listings or of a pack changed the orders were counted anew; else each has one listing, and is its own purchase.
    case when o.day is null then a.orders + coalesce(m.orders, 0) else o.orders end as orders,
    case when o.day is null then a.purchases + coalesce(m.orders, 0) else o.purchases end as purchases,
    case when o.day is null then a.cancelled_orders + coalesce(m.cancelled_orders, 0) else o.cancelled_orders end as cancelled_orders,
    a.units + coalesce(m.units, 0) as units,
    a.gmv + coalesce(m.gmv, 0) as gmv,
    a.cancelled_units + coalesce(m.cancelled_units, 0) as cancelled_units,
    a.cancelled_amount + coalesce(m.cancelled_amount, 0) as cancelled_amount,
    a.refunded_amount + coalesce(m.refunded_amount, 0) as refunded_amount,
    case when n.day is null then a.sale_fee + case when m.day is null then 0 else m.sale_fee end else n.sale_fee end as sale_fee,
    case
      when n.day is null then a.seller_shipping + case when m.day is null then 0 else m.seller_shipping end
      else n.seller_shipping
    end as seller_shipping,
    a.listings_expected + coalesce(m.listings, 0) as listings_expected,
    a.listings_with_visits + coalesce(m.listings_with_visits, 0) as listings_with_visits
  from rebuild_days d
  join account_metrics_daily a on a.tenant_id = $1 and a.connection_id = d.connection_id and a.date = d.day
  left join moves m on m.connection_id = d.connection_id and m.day = d.day
  left join rebuild_order_counts o on o.connection_id = d.connection_id and o.day = d.day
  left join rebuild_told_anew n on n.connection_id = d.connection_id and n.day = d.day
  where not d.is_whole
)
insert into rebuild_account_days (
  tenant_id, connection_id, date, orders, purchases, units, gmv, cancelled_orders, cancelled_units, cancelled_amount, refunded_amount,
  sale_fee, seller_shipping, net_revenue, visits, listings_expected, listings_with_visits, provisional, rebuilt_at
)
select
  $1,
  t.connection_id,
  t.day,
  t.orders,
  t.purchases,
  t.units,
  t.gmv,
  t.cancelled_orders,
  t.cancelled_units,
  t.cancelled_amount,
  t.refunded_amount,
  t.sale_fee,
  t.seller_shipping,
  t.gmv - t.cancelled_amount - t.refunded_amount - t.sale_fee - t.seller_shipping,
  v.visits,
  t.listings_expected,
  t.listings_with_visits,
  t.day >= $2::date,
  $3
from told t
left join account_visits v on v.tenant_id = $1 and v.connection_id = t.connection_id and v.day = t.day
