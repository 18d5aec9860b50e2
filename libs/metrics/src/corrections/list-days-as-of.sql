-- $1 tenant, $2 first day, $3 last day, $4 connection or null, $5 listing or null = the accounts, $6 the instant,
-- $7 the first day that was provisional then
with
-- Only days that had settled by then: what stood while they were provisional is not kept.
bounds as (
  select least($3::date, $7::date - 1) as last_day
),
standing as (
  select m.connection_id, m.date, m.rebuilt_at, to_jsonb(m) as cells
  from account_metrics_daily m, bounds
  where $5::text is null and m.tenant_id = $1 and m.date between $2 and last_day
  union all
  select m.connection_id, m.date, m.rebuilt_at, to_jsonb(m)
  from listing_metrics_daily m, bounds
  where m.listing_id = $5::text and m.tenant_id = $1 and m.date between $2 and last_day
),
later as (
  select
    c.*,
    -- A listing has one row a day, whatever account it is of; an account has its own.
    case when $5::text is null then c.connection_id end as account_id,
    row_number() over (
      partition by c.date, case when $5::text is null then c.connection_id end order by c.correction_id
    ) as place
  from metrics_corrections c, bounds
  where c.tenant_id = $1 and c.date between $2 and last_day and c.listing_id is not distinct from $5::text
    and c.corrected_at > $6
),
-- The first change after the instant says whether there was a row then, and since when.
first_change as (
  select date, account_id, old is not null as was_there, stood_since from later where place = 1
),
-- Each column as the first change after the instant that touched it found it.
undone as (
  select date, account_id, jsonb_object_agg(key, value) as cells
  from (
    select distinct on (l.date, l.account_id, o.key) l.date, l.account_id, o.key, o.value
    from later l, jsonb_each(l.old) as o
    order by l.date, l.account_id, o.key, l.place
  ) as firsts
  group by date, account_id
),
as_of as (
  select
    coalesce(s.date, f.date) as date,
    coalesce(s.cells, '{}') || coalesce(u.cells, '{}') as cells,
    -- Nothing changed since, or what changed first had stood by then.
    case when f.date is null then s.rebuilt_at <= $6 else f.was_there and f.stood_since <= $6 end as was_there
  from standing s
  full join first_change f
    on f.date = s.date and f.account_id is not distinct from case when $5::text is null then s.connection_id end
  left join undone u on u.date = f.date and u.account_id is not distinct from f.account_id
)
select date::text as date, cells - '{tenant_id,listing_id,date,provisional,rebuilt_at}'::text[] as cells
from as_of
where was_there and ($4::uuid is null or (cells ->> 'connection_id')::uuid = $4)
order by date, cells ->> 'connection_id'
