-- $1 tenant, $2 listing, $3 read at, $4 days, $5 visits of those days, $6 first day that was asked for, $7 connection
-- Days that did not change keep their row but for the instant of reading, which tells whether they have settled.
with given as (
  select * from unnest($4::date[], $5::int[]) as x (day, visits)
),
read as (
  update listings set visits_read_at = $3, visits_asked_from = least(visits_asked_from, $6::date)
  where tenant_id = $1 and listing_id = $2
),
answered as (
  delete from listing_refusals where tenant_id = $1 and listing_id = $2 and source = 'visits'
),
before as (
  select v.day, v.visits from listing_visits v join given using (day) where v.tenant_id = $1 and v.listing_id = $2
),
written as (
  insert into listing_visits (tenant_id, listing_id, day, visits, read_at, connection_id)
  select $1, $2, day, visits, $3, $7::uuid from given
  on conflict (tenant_id, listing_id, day) do update set
    visits = excluded.visits, read_at = excluded.read_at, connection_id = excluded.connection_id
),
changed as (
  select g.day from given g left join before b using (day) where b.visits is distinct from g.visits
),
noted as (
  insert into stale_days (tenant_id, first_day, last_day, listing_ids, counts_follow)
  select $1, min(day), max(day), array[$2::text], true from changed having count(*) > 0
)
select day::text as day from changed
