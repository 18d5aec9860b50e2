-- $1 tenant, $2 first day, $3 last day, $4 listing, $5 the instant after the last day
-- One row: who the listing is, its days that have a row, and when its status was seen to change.
select
  coalesce(l.listing_id, known.listing_id) as listing_id,
  coalesce(l.connection_id, known.connection_id) as connection_id,
  l.title,
  l.permalink,
  l.thumbnail,
  l.status,
  (
    select jsonb_agg(jsonb_build_object(
      'date', m.date, 'visits', m.visits, 'orders', m.orders, 'units', m.units, 'gmv_cents', (m.gmv * 100)::bigint,
      'netRevenue_cents', (m.net_revenue * 100)::bigint,
      -- No ratio without a denominator.
      'conversion', m.orders::numeric / nullif(m.visits, 0),
      'price_cents', (m.price * 100)::bigint, 'stock', m.stock, 'hasClips', m.has_clips, 'provisional', m.provisional
    ) order by m.date)
    from listing_metrics_daily m
    where m.tenant_id = $1 and m.listing_id = $4 and m.date between $2 and $3
  ) as days,
  (
    select jsonb_agg(jsonb_build_object('seenAt', s.seen_at, 'status', s.status, 'subStatus', s.sub_status) order by s.seen_at)
    from listing_statuses s
    where s.tenant_id = $1 and s.listing_id = $4 and s.seen_at < $5
  ) as statuses
from (values (1)) as always_one_row
left join listings l on l.tenant_id = $1 and l.listing_id = $4
left join lateral (
  select m.listing_id, m.connection_id from listing_metrics_daily m
  where m.tenant_id = $1 and m.listing_id = $4
  order by m.date desc
  limit 1
) as known on true
where coalesce(l.listing_id, known.listing_id) is not null
