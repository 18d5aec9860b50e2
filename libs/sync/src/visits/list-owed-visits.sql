-- $1 tenant, $2 connection, $3 first day of the window, $4 today, $5 zone, $6 listings given up,
-- $7 oldest day whose visits are surely told, $8 oldest day whose account total was restated or null, $9 whether only what is due, $10 now
-- From which day on the visits of each listing are owed: the oldest day of its life within the window that is
-- not known yet, or was read before it settled (figures move for 48 hours, API document 5). Older than $7, a day is owed only if it was
-- never asked for.
-- Due is what was read three hours ago, of a listing with a sale or 20 visits on a day in the last week, or a day ago, of any other;
-- ten minutes less, since hourly runs do not all begin at the same minute.
with
week as (
  select l.listing_id, sum(l.unit_price * l.quantity) as revenue
  from order_verdicts v
  join order_lines l using (tenant_id, order_id)
  where v.tenant_id = $1 and v.connection_id = $2 and v.left_out_reason is null
    and v.date_closed >= $10::timestamptz - interval '7 days'
  group by l.listing_id
),
seen as (
  select listing_id, max(visits) as visits_of_a_day
  from listing_visits
  where tenant_id = $1 and day >= $4::date - 7
  group by listing_id
),
sold as (
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
    visits_read_at,
    week.revenue,
    seen.visits_of_a_day,
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
  left join week using (listing_id)
  left join seen using (listing_id)
  where tenant_id = $1 and connection_id = $2 and access = 'readable' and date_created is not null
    and listing_id <> all ($6::text[])
)
select l.listing_id, min(d.day)::date::text as owed_from, l.last_day::text as owed_to
from lives l
cross join lateral generate_series(l.first_day, l.last_day, interval '1 day') as d (day)
left join listing_visits v on v.tenant_id = $1 and v.listing_id = l.listing_id and v.day = d.day::date
where (v.read_at is null or (v.read_at at time zone $5)::date < d.day::date + 3 or d.day >= $8::date)
  and (d.day >= $7::date or l.visits_asked_from is null or d.day < l.visits_asked_from)
  and (
    not $9::boolean
    or $8::date is not null
    or l.visits_read_at is null
    or l.visits_read_at <= $10::timestamptz + interval '10 minutes' - case
      when l.revenue is not null or l.visits_of_a_day >= 20 then interval '3 hours' else interval '24 hours'
    end
  )
group by l.listing_id, l.last_day, l.revenue, l.visits_of_a_day
order by l.revenue desc nulls last, l.visits_of_a_day desc nulls last, l.listing_id
