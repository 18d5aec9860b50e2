-- $1 tenant
-- Where a sync stored the same day meanwhile, that is the later seeing: only what it did not see is filled in.
insert into listing_sightings as s (
  tenant_id, listing_id, day, connection_id, price, price_seen_at, price_source, stock, stock_seen_at, stock_source,
  has_clips, clips_seen_at, clips_source
)
select
  $1, listing_id, day, connection_id, price, price_seen_at, price_source, stock, stock_seen_at, stock_source,
  has_clips, clips_seen_at, clips_source
from moved_sightings
on conflict (tenant_id, listing_id, day) do update set
  price = coalesce(s.price, excluded.price),
  price_seen_at = coalesce(s.price_seen_at, excluded.price_seen_at),
  price_source = coalesce(s.price_source, excluded.price_source),
  stock = coalesce(s.stock, excluded.stock),
  stock_seen_at = coalesce(s.stock_seen_at, excluded.stock_seen_at),
  stock_source = coalesce(s.stock_source, excluded.stock_source),
  has_clips = coalesce(s.has_clips, excluded.has_clips),
  clips_seen_at = coalesce(s.clips_seen_at, excluded.clips_seen_at),
  clips_source = coalesce(s.clips_source, excluded.clips_source)
