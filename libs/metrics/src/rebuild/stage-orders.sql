-- $1 tenant
-- The orders that count on the asked days.
select
  v.order_id, v.connection_id, d.day, v.is_cancelled, v.shipment_id, v.pack_id,
  'no_shipping' = any (v.tags) as is_not_shipped, true as is_whole, true as is_asked
from rebuild_days d
join order_verdicts v
  on v.tenant_id = $1
  and v.connection_id = d.connection_id
  and v.date_closed >= d.starts_at
  and v.date_closed < d.ends_at
where v.left_out_reason is null and d.is_whole
union all
-- Where only some listings are derived all orders are counted for the account, and those of these listings are looked at closely.
select
  v.order_id, v.connection_id, d.day, v.is_cancelled, v.shipment_id, v.pack_id,
  'no_shipping' = any (v.tags), false, l.is_asked
from rebuild_days d
join order_verdicts v
  on v.tenant_id = $1
  and v.connection_id = d.connection_id
  and v.date_closed >= d.starts_at
  and v.date_closed < d.ends_at
cross join lateral (
  select bool_or((l.listing_id, d.day) in (select listing_id, day from rebuild_cells)) as is_asked
  from order_lines l
  where l.tenant_id = $1 and l.order_id = v.order_id
  having count(*) > 0
) as l
where v.left_out_reason is null and not d.is_whole
