-- $1 tenant, $2 connection, $3 now, $4 first day of the window as an instant
-- What is known of a seller before a sync: how many listings, how orders came in the last week, and what is left to read.
with
week as (
  select
    count(*) filter (where date_closed >= $3::timestamptz - interval '7 days') as closed,
    count(*) filter (where last_updated >= $3::timestamptz - interval '7 days') as changed
  from orders
  where tenant_id = $1 and connection_id = $2
    -- Older ones hardly change, and this stretch is found by the index on the instant of sale.
    and date_closed >= $3::timestamptz - interval '40 days'
),
covered as (
  select covered, covered_through from source_coverage where tenant_id = $1 and connection_id = $2 and source = 'orders'
),
-- How much of the last week was read: a rate per day of a week that was read in part would be too low.
read_of_week as (
  select sum(extract(epoch from upper(part) - lower(part))) / 86400 as days
  from covered, unnest(covered * tstzmultirange(tstzrange($3::timestamptz - interval '7 days', $3))) as part
),
unread as (
  select sum(extract(epoch from upper(gap) - lower(gap))) / 86400 as days
  from unnest(tstzmultirange(tstzrange($4, $3)) - coalesce((select covered from covered), '{}'::tstzmultirange)) as gap
)
select
  (select covered_through from covered) as changes_known_through,
  (select count(*)::int from listings where tenant_id = $1 and connection_id = $2 and access <> 'order_only') as listings,
  (select closed / nullif(days, 0) from week, read_of_week)::float8 as orders_per_day,
  (select changed / nullif(days, 0) from week, read_of_week)::float8 as changes_per_day,
  coalesce((select days from unread), 0)::float8 as unread_days
