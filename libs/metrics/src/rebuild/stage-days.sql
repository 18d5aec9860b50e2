-- $1 tenant, $2 zone, $3 days asked for, $4 their first instants, $5 the first instants after them, $6 whether every listing of them,
-- $7 the first provisional day
-- A day of a zone where midnight comes twice, or not at all, begins where the domain says: PostgreSQL takes the later of two.
-- A day counts as read when the orders of its whole stretch were read; the newest day is read as far
-- as the connection was, so its stretch ends there. A day with an order of which a part was never told that
-- its numbers need (HTTP 206) is read in part: it keeps the rows that it has.
with half_known as (
  select distinct o.connection_id, (o.date_closed at time zone $2)::date as day
  from orders o
  where o.tenant_id = $1 and o.missing <> '{}' and o.date_closed is not null
    and o.missing && '{order_items,payments,tags,cancel_detail,pack_id}'
),
asked as (
  select
    s.connection_id,
    s.covered,
    s.covered_through,
    d.day,
    d.starts_at,
    d.ends_at,
    d.is_whole
  from source_coverage s
  cross join unnest($3::date[], $4::timestamptz[], $5::timestamptz[], $6::boolean[]) as d (day, starts_at, ends_at, is_whole)
  where s.tenant_id = $1 and s.source = 'orders'
),
judged as (
  select
    *,
    coalesce(
      starts_at < covered_through and covered @> tstzrange(starts_at, least(ends_at, covered_through))
        and not exists (select from half_known h where h.connection_id = asked.connection_id and h.day = asked.day),
      false
    ) as is_read,
    covered && tstzrange(starts_at, ends_at) as is_touched
  from asked
),
-- Days that nothing was read of: their rows, if any stand, must go.
unread as (
  insert into unread_days
  select connection_id, day from judged where not is_read and not is_touched
),
-- A day without rows yet, or one whose figures have ceased to be provisional meanwhile, is derived whole, whatever its notes name.
derived as (
  insert into rebuild_days
  select
    connection_id,
    day,
    starts_at,
    ends_at,
    is_whole or not exists (
      select from account_metrics_daily a
      where a.tenant_id = $1 and a.connection_id = judged.connection_id and a.date = judged.day
        and a.provisional = (judged.day >= $7::date)
    )
  from judged
  where is_read
)
-- Told to whoever asked: the days that were read in part. The one in whose middle the history begins, as after a change of zone, is none of
-- them: a day has rows once its first instant was read.
select connection_id as "connectionId", day::text as day from judged
where not is_read and is_touched and starts_at >= lower(covered)
order by day, connection_id
