-- $1 tenant, $2 connection, $3 read at, $4 listings as a JSON array (map-listing.ts), $5 local day of the reading, $6 zone
-- What is null was not told: what is stored of it stays.
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
  select l.listing_id, l.access, l.status, l.sub_status, l.tags, l.last_updated, l.date_created, l.stop_time, l.closed_seen_at
  from listings l join given using (listing_id) where l.tenant_id = $1
),
written as (
  insert into listings as l (
    tenant_id, listing_id, connection_id, access, title, status, sub_status, currency, permalink, thumbnail,
    catalog_listing, family_name, family_id, user_product_id, parent_listing_id, tags, date_created, stop_time,
    last_updated, closed_seen_at, read_at
  )
  select
    $1, g.listing_id, $2, 'readable', g.title, g.status, coalesce(g.sub_status, b.sub_status, '{}'), g.currency, g.permalink, g.thumbnail,
    g.catalog_listing, g.family_name, g.family_id, g.user_product_id, g.parent_listing_id, coalesce(g.tags, b.tags, '{}'), g.date_created,
    g.stop_time, g.last_updated, case when g.status = 'closed' then $3::timestamptz end, $3
  from given g
  left join before b using (listing_id)
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
  returning l.listing_id, l.status, l.sub_status, l.last_updated, l.date_created, l.stop_time, l.closed_seen_at
),
-- A listing has rows on the days of its life (contract 4), so days by which that became longer or shorter are stale. One
-- known from an order alone had no such days.
lives as (
  select
    w.listing_id,
    -- What the account tells of how many listings can be read, changes with every listing's access.
    b.listing_id is not null and b.access <> 'readable' as is_whole,
    case when b.access <> 'order_only' then (b.date_created at time zone $6)::date end as first_before,
    (w.date_created at time zone $6)::date as first_now,
    case when b.status = 'closed' and b.access <> 'order_only'
      then (least(coalesce(b.stop_time, b.closed_seen_at), b.closed_seen_at) at time zone $6)::date
    end as last_before,
    case when w.status = 'closed'
      then (least(coalesce(w.stop_time, w.closed_seen_at), w.closed_seen_at) at time zone $6)::date
    end as last_now
  from written w
  left join before b using (listing_id)
),
moved as (
  select
    is_whole,
    case
      when is_whole or first_before is distinct from first_now then least(first_before, first_now)
      when last_before is distinct from last_now then least(last_before, last_now)
    end as from_day,
    listing_id
  from lives
),
-- What is seen of the stock stands in the row of today.
stocks as (
  select g.listing_id
  from given g
  left join listing_sightings s on s.tenant_id = $1 and s.listing_id = g.listing_id and s.day = $5::date
  where g.stock is not null and s.stock is distinct from g.stock
),
noted as (
  insert into stale_days (tenant_id, first_day, last_day, listing_ids, counts_follow)
  select $1, n.first_day, $5::date, case when not n.is_whole then array_agg(n.listing_id) end, not n.is_whole
  from (
    select m.is_whole, greatest(m.from_day, (lower(s.covered) at time zone $6)::date) as first_day, m.listing_id
    from moved m
    join source_coverage s on s.tenant_id = $1 and s.connection_id = $2 and s.source = 'orders' and not isempty(s.covered)
    where m.from_day is not null
    union all
    select false, $5::date, listing_id from stocks
  ) as n
  where n.first_day <= $5::date
  group by n.is_whole, n.first_day
),
-- The history of its status: one row for each reading that saw another one.
statuses as (
  insert into listing_statuses (tenant_id, listing_id, seen_at, status, sub_status, last_updated)
  select $1, w.listing_id, $3, w.status, w.sub_status, w.last_updated
  from written w
  left join before b using (listing_id)
  where w.status is not null and (b.status, b.sub_status) is distinct from (w.status, w.sub_status)
  on conflict do nothing
),
answered as (
  delete from listing_refusals r using given g
  where r.tenant_id = $1 and r.listing_id = g.listing_id and r.source = 'listings'
),
seen as (
  insert into listing_sightings as s (tenant_id, listing_id, day, stock, stock_seen_at, stock_source, connection_id)
  select $1, listing_id, $5::date, stock, $3, 'items', $2 from given where stock is not null
  on conflict (tenant_id, listing_id, day) do update set
    stock = excluded.stock,
    stock_seen_at = excluded.stock_seen_at,
    stock_source = excluded.stock_source,
    connection_id = excluded.connection_id
)
select
  w.listing_id,
  b.listing_id is null or b.access = 'order_only' as is_new,
  (b.status, b.last_updated) is distinct from (w.status, w.last_updated) as is_changed
from written w
left join before b using (listing_id)
