-- $1 tenant, $2 connection, $3 first day of the window, $4 today, $5 zone, $6 listings given up,
-- $7 oldest day whose visits are surely told
-- From which day on the visits of each listing are owed: the oldest day of its life within the window that is
-- not known yet, or was read before it settled (figures move for 48 hours, API document 5). Older than $7, a day is owed only if it was
-- never asked for.
with sold as (
  -- A sale may be paid after its listing closed, and then the listing has a row on that day too (contract 4).
  select l.listing_id, max((v.date_closed at time zone $5)::date) as last_sale
  from order_verdicts v
  join order_lines l using (tenant_id, order_id)
  where v.tenant_id = $1 and v.connection_id = $2 and v.left_out_reason is null
    -- A day of slack: where midnight comes twice, PostgreSQL takes the later one.
    and v.date_closed >= (($3::date - 1)::timestamp at time zone $5)
  group by l.listing_id
),
lives as (
  select
    listing_id,
    visits_asked_from,
    greatest((date_created at time zone $5)::date, $3::date) as first_day,
    case when status = 'closed'
      then least(
        greatest((least(coalesce(stop_time, closed_seen_at), closed_seen_at) at time zone $5)::date, last_sale),
        $4::date
      )
      else $4::date
    end as last_day
  from listings
  left join sold using (listing_id)
  where tenant_id = $1 and connection_id = $2 and access = 'readable' and date_created is not null
    and listing_id <> all ($6::text[])
)
select l.listing_id, min(d.day)::date::text as owed_from, l.last_day::text as owed_to
from lives l
cross join lateral generate_series(l.first_day, l.last_day, interval '1 day') as d (day)
left join listing_visits v on v.tenant_id = $1 and v.listing_id = l.listing_id and v.day = d.day::date
where (v.read_at is null or (v.read_at at time zone $5)::date < d.day::date + 3)
  and (d.day >= $7::date or l.visits_asked_from is null or d.day < l.visits_asked_from)
group by l.listing_id, l.last_day
order by l.listing_id
