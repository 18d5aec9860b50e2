-- $1 tenant
-- The listings that sell on the days of which only sales changed, and those that did when their rows were last derived.
insert into rebuild_sold
select distinct on (listing_id, day) listing_id, day, connection_id
from (
  select l.listing_id, l.day, l.connection_id
  from rebuild_lines l
  join rebuild_days d on d.connection_id = l.connection_id and d.day = l.day
  where d.is_sales_only
  union all
  select t.listing_id, t.date, t.connection_id
  from rebuild_days d
  join listing_metrics_daily t
    on t.tenant_id = $1 and t.date = d.day and t.connection_id = d.connection_id and t.orders > 0
  where d.is_sales_only
) as sold
order by listing_id, day, connection_id
