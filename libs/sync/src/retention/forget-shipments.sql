-- $1 tenant, $2 the first instant that is kept, $3 how many at most
-- After the orders: shipments that no order names any more.
with gone as (
  delete from shipments
  where tenant_id = $1 and shipment_id in (
    select s.shipment_id from shipments s
    where s.tenant_id = $1 and s.read_at < $2
      and not exists (select from orders o where o.tenant_id = $1 and o.shipment_id = s.shipment_id)
    limit $3
  )
  returning 1
)
select count(*)::int as removed from gone
