-- $1 tenant
-- The orders that count on the days that are derived whole.
select
  v.order_id, v.connection_id, d.day, v.is_cancelled, v.shipment_id, v.pack_id,
  'no_shipping' = any (v.tags) as is_not_shipped, true as is_whole
from rebuild_days d
-- One look at the index per day: a join by range would hold every order against every day.
cross join lateral (
  select v.order_id, v.connection_id, v.is_cancelled, v.shipment_id, v.pack_id, v.tags
  from order_verdicts v
  where v.tenant_id = $1
    and v.connection_id = d.connection_id
    and v.date_closed >= d.starts_at
    and v.date_closed < d.ends_at
    and v.left_out_reason is null
  offset 0
) as v
where d.is_whole
