-- $1 tenant, $2 the first instant that is kept, $3 how many at most
-- An order stays while one of its cart or of its shipment stays: purchases are counted once per cart, and a freight is split over all orders
-- of its shipment. Lines and payments go with their order.
with gone as (
  delete from orders
  where tenant_id = $1 and order_id in (
    select o.order_id from orders o
    where o.tenant_id = $1 and coalesce(o.date_closed, o.date_created) < $2
      and not exists (
        select from orders p
        where p.tenant_id = $1 and p.pack_id = o.pack_id and coalesce(p.date_closed, p.date_created) >= $2
      )
      and not exists (
        select from orders s
        where s.tenant_id = $1 and s.shipment_id = o.shipment_id and coalesce(s.date_closed, s.date_created) >= $2
      )
    limit $3
  )
  returning 1
)
select count(*)::int as removed from gone
