-- $1 tenant, $2 connection or null for all, $3 days, $4 their first instants, $5 listing or null for all, $6 zone,
-- $7 sources: listings, visits or both
-- Of the listings that lived on each day: those whose row, or whose visits, are known, those that were refused, those never read.
-- For one listing alone, only the days of its life, whatever is known of the others.
with
asked as (
  select * from unnest($3::date[], $4::timestamptz[]) as d (day, starts_at)
),
-- A sale may be paid after its listing closed, and a listing may be known from its sales alone.
sold as (
  select
    l.listing_id,
    min((v.date_closed at time zone $6)::date) as first_sale,
    max((v.date_closed at time zone $6)::date) as last_sale
  from listings i
  join order_lines l on l.tenant_id = i.tenant_id and l.listing_id = i.listing_id
  join order_verdicts v on v.tenant_id = l.tenant_id and v.order_id = l.order_id
  where i.tenant_id = $1 and (i.status = 'closed' or i.date_created is null)
    and ($2::uuid is null or i.connection_id = $2) and ($5::text is null or i.listing_id = $5)
    and v.left_out_reason is null
  group by l.listing_id
),
refused as (
  select
    listing_id,
    connection_id,
    bool_or(source = 'listings') as is_refused,
    bool_or(source = 'visits') as visits_are_refused
  from listing_refusals
  where tenant_id = $1 and ($2::uuid is null or connection_id = $2) and ($5::text is null or listing_id = $5)
  group by listing_id, connection_id
),
lives as (
  select
    l.connection_id,
    l.listing_id,
    l.date_created is not null as has_visits,
    l.visits_asked_from,
    (l.visits_read_at at time zone $6)::date as visits_asked_through,
    case when l.access <> 'order_only' then case when l.status = 'closed' then 'infinity' else l.read_at end end as known_through,
    coalesce(r.is_refused, false) as is_refused,
    coalesce(r.visits_are_refused, false) or l.access = 'inaccessible' as visits_are_refused,
    coalesce((l.date_created at time zone $6)::date, s.first_sale, '-infinity') as first_day,
    case when l.status = 'closed'
      then greatest((least(coalesce(l.stop_time, l.closed_seen_at), l.closed_seen_at) at time zone $6)::date, s.last_sale)
      else 'infinity'
    end as last_day
  from listings l
  left join sold s using (listing_id)
  left join refused r using (listing_id, connection_id)
  where l.tenant_id = $1 and ($2::uuid is null or l.connection_id = $2) and ($5::text is null or l.listing_id = $5)
  union all
  -- Discovery named it, and it never answered: nobody knows since when it lives.
  select r.connection_id, r.listing_id, false, null, null, null, true, true, '-infinity', 'infinity'
  from refused r
  where r.is_refused and not exists (select from listings l where l.tenant_id = $1 and l.listing_id = r.listing_id)
),
-- One unit per listing, day of its life and source. Visits that were asked for and not told (older than Mercado Livre keeps them) failed.
units as (
  select l.connection_id, d.day, u.source, u.state
  from lives l
  join asked d on d.day between l.first_day and l.last_day
  left join listing_visits v on v.tenant_id = $1 and v.listing_id = l.listing_id and v.day = d.day
  left join source_failures fl
    on fl.tenant_id = $1 and fl.connection_id = l.connection_id and fl.source = 'listings' and fl.days @> d.day
  left join source_failures fv
    on fv.tenant_id = $1 and fv.connection_id = l.connection_id and fv.source = 'visits' and fv.days @> d.day
  cross join lateral (values
    ('listings', case
      when l.known_through >= d.starts_at then 'complete'
      when l.is_refused or fl.days is not null then 'failed'
      else 'not_yet'
    end),
    ('visits', case
      when not l.has_visits then null
      when v.visits is not null then 'complete'
      when l.visits_are_refused or fv.days is not null
        or d.day between l.visits_asked_from and l.visits_asked_through then 'failed'
      else 'not_yet'
    end)
  ) as u (source, state)
  where u.state is not null and u.source = any ($7::text[])
),
counted as (
  select
    connection_id,
    day,
    source,
    count(*) filter (where state = 'complete') as complete,
    count(*) filter (where state = 'failed') as failed,
    count(*) filter (where state = 'not_yet') as not_yet
  from units
  group by connection_id, day, source
),
judged as (
  select
    c.connection_id,
    w.source,
    d.day,
    coalesce(k.complete, 0) as complete,
    coalesce(k.failed, 0) as failed,
    coalesce(k.not_yet, 0) as not_yet,
    -- Only who has read the whole catalogue since the day began knows that no listing of it is missing.
    coalesce(s.covered_through >= d.starts_at, false) or $5::text is not null as catalogue_is_known,
    f.days is not null as source_failed
  from connections c
  cross join asked d
  cross join unnest($7::text[]) as w (source)
  left join counted k on k.connection_id = c.connection_id and k.day = d.day and k.source = w.source
  left join source_coverage s on s.tenant_id = $1 and s.connection_id = c.connection_id and s.source = 'listings'
  left join source_failures f
    on f.tenant_id = $1 and f.connection_id = c.connection_id and f.source = w.source and f.days @> d.day
  where c.tenant_id = $1 and ($2::uuid is null or c.connection_id = $2)
)
select
  connection_id,
  source,
  day::text as day,
  case
    when catalogue_is_known and failed + not_yet = 0 then 'complete'
    when complete > 0 then 'partly'
    when not_yet = 0 and (failed > 0 or source_failed) then 'failed'
    else 'not_yet'
  end as state,
  complete::int as complete,
  0 as partly,
  failed::int as failed,
  not_yet::int as not_yet
from judged
where $5::text is null or complete + failed + not_yet > 0
order by connection_id, source, judged.day
