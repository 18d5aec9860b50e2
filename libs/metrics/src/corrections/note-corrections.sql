-- $1 tenant, $2 now, $3 the run or null, $4 columns that are not corrected
-- Runs between the comparison and the publishing, when both the old rows and the new ones are there.
with
-- Days that had been published as settled: a row that is new on them is a correction too.
settled as (
  select a.connection_id, a.date
  from rebuild_days d
  join account_metrics_daily a on a.tenant_id = $1 and a.connection_id = d.connection_id and a.date = d.day
  where not a.provisional
),
of_listings as (
  select
    c.listing_id,
    c.date,
    coalesce(n.connection_id, (c.old).connection_id) as connection_id,
    (c.old).rebuilt_at as stood_since,
    to_jsonb(c.old) as old,
    case when n.listing_id is not null then to_jsonb(n) end as new
  from rebuild_changes c
  left join rebuild_listing_days n on n.listing_id = c.listing_id and n.date = c.date
  where c.kind <> 'new' and not (c.old).provisional
  union all
  -- From the settled days on: a first calculation has thousands of new rows and none of these.
  select n.listing_id, n.date, n.connection_id, null, null, to_jsonb(n)
  from settled s
  join rebuild_listing_days n on n.connection_id = s.connection_id and n.date = s.date
  join rebuild_changes c on c.kind = 'new' and c.listing_id = n.listing_id and c.date = n.date
),
of_accounts as (
  select null as listing_id, t.date, t.connection_id, t.rebuilt_at as stood_since, to_jsonb(t) as old, to_jsonb(n) as new
  from rebuild_account_days n
  join account_metrics_daily t on t.tenant_id = $1 and t.connection_id = n.connection_id and t.date = n.date
  where not t.provisional
  union all
  select null, t.date, t.connection_id, t.rebuilt_at, to_jsonb(t), null
  from unread_days u
  join account_metrics_daily t on t.tenant_id = $1 and t.connection_id = u.connection_id and t.date = u.day
  where not t.provisional
),
-- Of a row that stays, the columns that differ; of one that comes or goes, all of them. Materialised, or they would be looked for once to see
-- whether there are any, and once more to write them down.
told as materialized (
  select
    e.listing_id, e.date, e.connection_id, e.stood_since,
    case when e.old is not null then (
      select jsonb_object_agg(o.key, o.value) from jsonb_each(e.old - $4::text[]) as o
      where e.new is null or o.value is distinct from e.new -> o.key
    ) end as old,
    case when e.new is not null then (
      select jsonb_object_agg(o.key, o.value) from jsonb_each(e.new - $4::text[]) as o
      where e.old is null or o.value is distinct from e.old -> o.key
    ) end as new
  from (select * from of_listings union all select * from of_accounts) as e
)
insert into metrics_corrections (tenant_id, date, connection_id, listing_id, corrected_at, job_log_id, stood_since, old, new)
select $1, date, connection_id, listing_id, $2, $3, stood_since, old, new
from told
where old is not null or new is not null
