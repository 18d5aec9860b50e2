-- Stands in get-listing-ranking.sql where something of it sorts or filters: what was last seen within the window, and how long the stock
-- lasts, of every listing, in one pass. $11 today: the cover is that of get-stock-cover.sql, which shows it, whatever the window; its stock may
-- have been seen before a short one, or after one that has ended.
select
  m.listing_id,
  (array_agg(m.price order by m.date desc) filter (where m.price is not null and m.date between $2 and $3))[1] as price,
  (array_agg(m.stock order by m.date desc) filter (where m.stock is not null and m.date between $2 and $3))[1] as stock,
  (array_agg(m.has_clips order by m.date desc) filter (where m.has_clips is not null and m.date between $2 and $3))[1] as has_clips,
  (array_agg(m.stock order by m.date desc) filter (where m.stock is not null and m.date between $11::date - 28 and $11))[1]
    * count(*) filter (where m.stock > 0 and m.date between $11::date - 28 and $11::date - 1)
    / nullif(sum(m.units) filter (where m.stock > 0 and m.date between $11::date - 28 and $11::date - 1), 0)::numeric as cover_days
from listing_metrics_daily m
where m.tenant_id = $1 and m.date between least($2::date, $11::date - 28) and $11
  -- Of the days between a window that has ended and those of the cover nothing is looked at.
  and (m.date <= $3 or m.date >= $11::date - 28)
  and ($4::uuid is null or m.connection_id = $4::uuid)
group by m.listing_id
