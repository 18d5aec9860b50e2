-- $1 tenant, $2 connection, $3 read at, $4 listings as a JSON array (map-listing.ts), $5 local day of the reading
-- Answers with one row per listing given: is it new to us, and did anything of it change?
with
given as (
  select * from jsonb_to_recordset($4::jsonb) as x (
    listing_id text, title text, status text, sub_status text[], currency text, permalink text, thumbnail text,
    catalog_listing boolean, family_name text, family_id text, user_product_id text, parent_listing_id text,
    tags text[], date_created timestamptz, stop_time timestamptz, last_updated timestamptz, stock int
  )
),
before as (
  select l.listing_id, l.access, l.status, l.last_updated from listings l join given using (listing_id) where l.tenant_id = $1
),
written as (
  insert into listings as l (
    tenant_id, listing_id, connection_id, access, title, status, sub_status, currency, permalink, thumbnail,
    catalog_listing, family_name, family_id, user_product_id, parent_listing_id, tags, date_created, stop_time,
    last_updated, closed_seen_at, read_at
  )
  select
    $1, listing_id, $2, 'readable', title, status, sub_status, currency, permalink, thumbnail,
    catalog_listing, family_name, family_id, user_product_id, parent_listing_id, tags, date_created, stop_time,
    last_updated, case when status = 'closed' then $3::timestamptz end, $3
  from given
  on conflict (tenant_id, listing_id) do update set
    connection_id = excluded.connection_id,
    access = 'readable',
    title = coalesce(excluded.title, l.title),
    status = coalesce(excluded.status, l.status),
    sub_status = excluded.sub_status,
    currency = coalesce(excluded.currency, l.currency),
    permalink = coalesce(excluded.permalink, l.permalink),
    thumbnail = coalesce(excluded.thumbnail, l.thumbnail),
    catalog_listing = coalesce(excluded.catalog_listing, l.catalog_listing),
    family_name = coalesce(excluded.family_name, l.family_name),
    family_id = coalesce(excluded.family_id, l.family_id),
    user_product_id = coalesce(excluded.user_product_id, l.user_product_id),
    parent_listing_id = coalesce(excluded.parent_listing_id, l.parent_listing_id),
    tags = excluded.tags,
    date_created = coalesce(excluded.date_created, l.date_created),
    stop_time = coalesce(excluded.stop_time, l.stop_time),
    last_updated = coalesce(excluded.last_updated, l.last_updated),
    -- The first reading that saw it closed keeps its instant; a listing that lives again loses it.
    closed_seen_at = case when coalesce(excluded.status, l.status) = 'closed' then coalesce(l.closed_seen_at, $3) end,
    read_at = excluded.read_at
  returning l.listing_id, l.status, l.last_updated
),
answered as (
  delete from listing_refusals r using given g
  where r.tenant_id = $1 and r.listing_id = g.listing_id and r.source = 'listings'
),
seen as (
  insert into listing_sightings as s (tenant_id, listing_id, day, stock, stock_seen_at)
  select $1, listing_id, $5::date, stock, $3 from given where stock is not null
  on conflict (tenant_id, listing_id, day) do update set stock = excluded.stock, stock_seen_at = excluded.stock_seen_at
)
select
  w.listing_id,
  b.listing_id is null or b.access = 'order_only' as is_new,
  (b.status, b.last_updated) is distinct from (w.status, w.last_updated) as is_changed
from written w
left join before b using (listing_id)
