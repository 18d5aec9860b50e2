-- Where nothing was read nothing is told: visits, price, stock.
select n.listing_id, n.date::text as date,
  concat_ws(' ', 'visits', n.visits, 'price', n.price, 'stock', n.stock) as told, 'null where nothing was read' as expected
from rebuild_listing_days n
left join listing_visits v on v.tenant_id = $1 and v.listing_id = n.listing_id and v.day = n.date
left join listing_sightings s on s.tenant_id = $1 and s.listing_id = n.listing_id and s.day = n.date
where $2::date is not null
  and (
    n.visits is distinct from v.visits
    or n.price is distinct from round(s.price, 2)
    or n.stock is distinct from s.stock
  )
