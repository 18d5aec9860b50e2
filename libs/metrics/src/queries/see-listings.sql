-- Stands in get-listing-ranking.sql where something of it sorts or filters: what was last seen within the window, and how long the stock
-- lasts, of every listing, in one pass. The cover is that of get-stock-cover.sql, which shows it: its stock may have been seen before a
-- short window.
select
  m.listing_id,
  (array_agg(m.price order by m.date desc) filter (where m.price is not null and m.date >= $2))[1] as price,
  (array_agg(m.stock order by m.date desc) filter (where m.stock is not null and m.date >= $2))[1] as stock,
  (array_agg(m.has_clips order by m.date desc) filter (where m.has_clips is not null and m.date >= $2))[1] as has_clips,
  (array_agg(m.stock order by m.date desc) filter (where m.stock is not null and m.date >= $3::date - 28))[1]
    * count(*) filter (where m.stock > 0 and m.date between $3::date - 28 and $3::date - 1)
    / nullif(sum(m.units) filter (where m.stock > 0 and m.date between $3::date - 28 and $3::date - 1), 0)::numeric as cover_days
from listing_metrics_daily m
where m.tenant_id = $1 and m.date between least($2::date, $3::date - 28) and $3
  and ($4::uuid is null or m.connection_id = $4::uuid)
group by m.listing_id
