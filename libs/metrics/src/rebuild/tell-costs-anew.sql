-- $1 tenant
-- Where the freight or a fee of a listing was unknown, what is left unknown is told by all rows: those of the others as they stand.
with
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
)
insert into rebuild_told_anew
select
  u.connection_id,
  u.day,
  -- A day without a sale costs nothing.
  case when count(o.day) = count(o.sale_fee) then coalesce(sum(o.sale_fee), 0) end,
  case when count(o.day) = count(o.seller_shipping) then coalesce(sum(o.seller_shipping), 0) end
from unknown u
left join of_all o on o.connection_id = u.connection_id and o.day = u.day
group by u.connection_id, u.day
