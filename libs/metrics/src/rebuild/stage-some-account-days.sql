-- $1 tenant, $2 zone, $3 now
-- The account's rows of days of which only the named listings were derived: the standing row, moved by as much as these moved.
with
-- Where the freight or a fee of a listing was unknown, what is left unknown is told by all rows: those of the others as they stand.
unknown as (
  select d.connection_id, d.day
  from rebuild_days d
  join account_metrics_daily a on a.tenant_id = $1 and a.connection_id = d.connection_id and a.date = d.day
  where not d.is_whole and (a.sale_fee is null or a.seller_shipping is null)
),
of_all as (
  select t.connection_id, t.date as day, t.sale_fee, t.seller_shipping
  from unknown u
  join listing_metrics_daily t
    on t.tenant_id = $1 and t.date = u.day and t.connection_id = u.connection_id and t.orders > 0
  where (t.listing_id, t.date) not in (select listing_id, day from rebuild_cells)
  union all
  select n.connection_id, n.date, n.sale_fee, n.seller_shipping
  from unknown u
  join rebuild_listing_days n on n.date = u.day and n.connection_id = u.connection_id and n.orders > 0
),
told_anew as (
  select
    connection_id,
    day,
    case when count(*) = count(sale_fee) then sum(sale_fee) end as sale_fee,
    case when count(*) = count(seller_shipping) then sum(seller_shipping) end as seller_shipping
  from of_all
  group by connection_id, day
),
-- What the named listings' new rows add to the account, and their standing ones take from it.
moved as (
  select n.listing_id, n.connection_id, n.date as day, 1 as sign, n.visits, n.units, n.gmv, n.cancelled_units, n.cancelled_amount,
    n.refunded_amount, n.sale_fee, n.seller_shipping
  from rebuild_cells c
  join rebuild_listing_days n on n.listing_id = c.listing_id and n.date = c.day
  union all
  select t.listing_id, t.connection_id, t.date, -1, t.visits, t.units, t.gmv, t.cancelled_units, t.cancelled_amount,
    t.refunded_amount, t.sale_fee, t.seller_shipping
  from rebuild_cells c
  join listing_metrics_daily t on t.tenant_id = $1 and t.listing_id = c.listing_id and t.date = c.day
),
moves as (
  select
    m.connection_id,
    m.day,
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
    a.units + coalesce(m.units, 0) as units,
    a.gmv + coalesce(m.gmv, 0) as gmv,
    a.cancelled_units + coalesce(m.cancelled_units, 0) as cancelled_units,
    a.cancelled_amount + coalesce(m.cancelled_amount, 0) as cancelled_amount,
    a.refunded_amount + coalesce(m.refunded_amount, 0) as refunded_amount,
    case
      when u.day is null then a.sale_fee + case when m.day is null then 0 else m.sale_fee end
      when n.day is null then 0
      else n.sale_fee
    end as sale_fee,
    case
      when u.day is null then a.seller_shipping + case when m.day is null then 0 else m.seller_shipping end
      when n.day is null then 0
      else n.seller_shipping
    end as seller_shipping,
    a.listings_expected + coalesce(m.listings, 0) as listings_expected,
    a.listings_with_visits + coalesce(m.listings_with_visits, 0) as listings_with_visits
  from rebuild_days d
  join account_metrics_daily a on a.tenant_id = $1 and a.connection_id = d.connection_id and a.date = d.day
  left join moves m on m.connection_id = d.connection_id and m.day = d.day
  left join unknown u on u.connection_id = d.connection_id and u.day = d.day
  left join told_anew n on n.connection_id = d.connection_id and n.day = d.day
  where not d.is_whole
)
insert into rebuild_account_days
select
  $1,
  t.connection_id,
  t.day,
  coalesce(o.orders, 0),
  coalesce(o.purchases, 0),
  t.units,
  t.gmv,
  coalesce(o.cancelled_orders, 0),
  t.cancelled_units,
  t.cancelled_amount,
  t.refunded_amount,
  t.sale_fee,
  t.seller_shipping,
  t.gmv - t.cancelled_amount - t.refunded_amount - t.sale_fee - t.seller_shipping,
  v.visits,
  t.listings_expected,
  t.listings_with_visits,
  t.day >= ($3::timestamptz at time zone $2)::date - 2,
  $3
from told t
left join rebuild_order_counts o on o.connection_id = t.connection_id and o.day = t.day
left join account_visits v on v.tenant_id = $1 and v.connection_id = t.connection_id and v.day = t.day
