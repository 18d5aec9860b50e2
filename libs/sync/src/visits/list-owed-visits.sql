-- $1 tenant, $2 connection, $3 first day of the window, $4 today, $5 zone, $6 listings given up,
-- $7 oldest day whose visits are surely told, $8 whether only what is due, $9 now
-- From which day on the visits of each listing are owed: the oldest day of its life within the window that is not known yet, was read
-- before it settled (figures move for 48 hours, API document 5), or before the account's total of that day was restated. Older than $7,
-- a day is owed only if it was never asked for.
with
-- Of a seller who is new among others the planner knows nothing, takes one row for all it has, and would hold every sale against every line
-- once per listing. So sales are added up once, and lines and visits are looked up where their keys lead.
sold as materialized (
  select
    l.listing_id,
    sum(l.unit_price * l.quantity) filter (where v.date_closed >= $9::timestamptz - interval '7 days') as revenue_of_week,
    -- A sale may be paid after its listing closed, and then the listing has a row on that day too (contract 4).
    max((v.date_closed at time zone $5)::date) as last_sale
  from order_verdicts v
  cross join lateral (
    select listing_id, unit_price, quantity from order_lines where tenant_id = $1 and order_id = v.order_id offset 0
  ) as l
  where v.tenant_id = $1 and v.connection_id = $2 and v.left_out_reason is null
    -- A day of slack: where midnight comes twice, PostgreSQL takes the later one.
    and v.date_closed >= least(($3::date - 1)::timestamp at time zone $5, $9::timestamptz - interval '7 days')
  group by l.listing_id
),
restated as (
  select day, restated_at from account_visits
  where tenant_id = $1 and connection_id = $2 and day between $3::date and $4::date and restated_at is not null
),
lives as (
  select
    l.listing_id,
    l.visits_asked_from,
    s.revenue_of_week,
    seen.visits_of_a_day,
    greatest((l.date_created at time zone $5)::date, $3::date) as first_day,
    case when l.status = 'closed'
      then least(
        greatest((least(coalesce(l.stop_time, l.closed_seen_at), l.closed_seen_at) at time zone $5)::date, s.last_sale),
        $4::date
      )
      else $4::date
    end as last_day
  from listings l
  left join sold s using (listing_id)
  left join lateral (
    select max(v.visits) as visits_of_a_day
    from listing_visits v
    where v.tenant_id = $1 and v.listing_id = l.listing_id and v.day >= $4::date - 7
  ) seen on true
  where l.tenant_id = $1 and l.connection_id = $2 and l.access = 'readable' and l.date_created is not null
    and l.listing_id <> all ($6::text[])
    -- Due is what was read three hours ago, of a listing with a sale or 20 visits on a day in the last week, or a day ago, of any other;
    -- ten minutes less, since hourly runs do not all begin at the same minute.
    and (
      not $8::boolean
      or l.visits_read_at is null
      or l.visits_read_at < (select max(restated_at) from restated)
      or l.visits_read_at <= $9::timestamptz + interval '10 minutes' - case
        when s.revenue_of_week is not null or seen.visits_of_a_day >= 20 then interval '3 hours' else interval '24 hours'
      end
    )
)
select l.listing_id, owed.first_day::text as owed_from, l.last_day::text as owed_to
from lives l
cross join lateral (
  select min(d.day)::date as first_day
  from generate_series(l.first_day, l.last_day, interval '1 day') as d (day)
  left join listing_visits v on v.tenant_id = $1 and v.listing_id = l.listing_id and v.day = d.day::date
  left join restated r on r.day = d.day::date
  where (v.read_at is null or (v.read_at at time zone $5)::date < d.day::date + 3 or v.read_at < r.restated_at)
    and (d.day >= $7::date or l.visits_asked_from is null or d.day < l.visits_asked_from)
) as owed
where owed.first_day is not null
order by l.revenue_of_week desc nulls last, l.visits_of_a_day desc nulls last, l.listing_id
