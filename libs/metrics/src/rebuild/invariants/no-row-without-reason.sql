-- A row without an order lies in the life of its listing, and on a day that was read.
select n.listing_id, n.date::text as date, 'a row' as told, 'no row' as expected
from rebuild_listing_days n
left join listings l on l.tenant_id = $1 and l.listing_id = n.listing_id
left join rebuild_days d on d.connection_id = n.connection_id and d.day = n.date
where $2::date is not null
  and (
    d.day is null
    or n.orders = 0 and (
      l.access is null or l.access = 'order_only' or l.date_created is null or l.date_created >= d.ends_at
      or l.status = 'closed' and least(coalesce(l.stop_time, l.closed_seen_at), l.closed_seen_at) < d.starts_at
    )
  )
