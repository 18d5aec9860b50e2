-- $1 tenant, $2 the new zone
-- What was seen of a listing is filed under the local day of the seeing, so that what was seen near midnight moves to another day. There
-- the later seeing stands, as it does when a day is seen twice. Taken away and kept by one statement, so that what a sync stores meanwhile
-- is neither taken nor lost.
with
gone as (
  delete from listing_sightings where tenant_id = $1 returning *
),
parts as (
  select listing_id, day, connection_id, 'price' as part, price_seen_at as seen_at, price_source as source, to_jsonb(price) as told
  from gone where price_seen_at is not null
  union all
  select listing_id, day, connection_id, 'stock', stock_seen_at, stock_source, to_jsonb(stock)
  from gone where stock_seen_at is not null
  union all
  select listing_id, day, connection_id, 'clips', clips_seen_at, clips_source, to_jsonb(has_clips)
  from gone where clips_seen_at is not null
),
filed as (
  select distinct on (listing_id, new_day, part) parts.*, new_day
  from parts, lateral (select (seen_at at time zone $2)::date as new_day) as label
  order by listing_id, new_day, part, seen_at desc
)
insert into moved_sightings
select
  listing_id,
  new_day,
  (array_agg(connection_id order by seen_at desc))[1],
  (max(told::text) filter (where part = 'price'))::numeric,
  max(seen_at) filter (where part = 'price'),
  max(source) filter (where part = 'price'),
  (max(told::text) filter (where part = 'stock'))::int,
  max(seen_at) filter (where part = 'stock'),
  max(source) filter (where part = 'stock'),
  (max(told::text) filter (where part = 'clips'))::boolean,
  max(seen_at) filter (where part = 'clips'),
  max(source) filter (where part = 'clips')
from filed
group by listing_id, new_day
