-- The freight of a listing's day is unknown while that of one of its orders is, and what is left after it too.
with unread as materialized (
  select distinct listing_id, day from rebuild_lines where freight_cents is null
)
select n.listing_id, n.date::text as date, n.seller_shipping::text as told, 'null while a freight was not read' as expected
from unread u
join rebuild_listing_days n on n.listing_id = u.listing_id and n.date = u.day
where $1::uuid is not null
  and $2::date is not null
  and (n.seller_shipping is not null or n.net_revenue is not null)
