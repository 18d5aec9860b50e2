-- An account's day is the sum over its listings, but for its visits; unknown when one of them is unknown. A day of which only some listings
-- are derived moves from a row that held by as much as they do; its whole sum is looked at when it is next derived whole.
with told as (
  select connection_id, date, units, gmv, cancelled_units, cancelled_amount, refunded_amount, sale_fee, seller_shipping, net_revenue
  from rebuild_account_days
  where (connection_id, date) not in (select connection_id, day from rebuild_days where not is_whole)
),
summed as (
  select connection_id, date, sum(units) as units, sum(gmv) as gmv, sum(cancelled_units) as cancelled_units,
    sum(cancelled_amount) as cancelled_amount, sum(refunded_amount) as refunded_amount,
    case when count(sale_fee) = count(*) then sum(sale_fee) end as sale_fee,
    case when count(seller_shipping) = count(*) then sum(seller_shipping) end as seller_shipping,
    case when count(net_revenue) = count(*) then sum(net_revenue) end as net_revenue
  from rebuild_listing_days
  -- Most rows are days without a sale, and add nothing.
  where (units, gmv, cancelled_units, cancelled_amount, refunded_amount, sale_fee, seller_shipping, net_revenue)
      is distinct from (0, 0.00, 0, 0.00, 0.00, 0.00, 0.00, 0.00)
    and (connection_id, date) not in (select connection_id, day from rebuild_days where not is_whole)
  group by connection_id, date
)
select 'account' as listing_id, date::text as date, to_jsonb(t)::text as told, to_jsonb(s)::text as expected
from told t
full join summed s using (connection_id, date)
where $1::uuid is not null and $2::date is not null
  and (
    t.units, t.gmv, t.cancelled_units, t.cancelled_amount, t.refunded_amount, t.sale_fee, t.seller_shipping, t.net_revenue
  ) is distinct from (
    coalesce(s.units, 0), coalesce(s.gmv, 0), coalesce(s.cancelled_units, 0), coalesce(s.cancelled_amount, 0),
    coalesce(s.refunded_amount, 0),
    case when s.date is null then 0 else s.sale_fee end,
    case when s.date is null then 0 else s.seller_shipping end,
    case when s.date is null then 0 else s.net_revenue end
  )
