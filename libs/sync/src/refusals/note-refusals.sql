-- $1 tenant, $2 connection, $3 source, $4 listings, $5 reasons, $6 now, $7 zone
-- A listing that is refused in runs of two different days is given up; refused as a whole, it is inaccessible from then on,
-- and everything known of it stays.
with noted as (
  insert into listing_refusals as r (tenant_id, listing_id, source, connection_id, reason, refused_since, refused_at)
  select $1, listing_id, $3, $2, reason, $6, $6
  from unnest($4::text[], $5::text[]) as x (listing_id, reason)
  on conflict (tenant_id, listing_id, source) do update set
    connection_id = excluded.connection_id,
    reason = excluded.reason,
    refused_at = greatest(r.refused_at, excluded.refused_at)
  returning
    r.listing_id,
    (r.refused_since at time zone $7)::date < (r.refused_at at time zone $7)::date as is_given_up
),
marked as (
  update listings l set access = 'inaccessible'
  from noted n
  where $3 = 'listings' and n.is_given_up
    and l.tenant_id = $1 and l.listing_id = n.listing_id and l.access = 'readable'
  returning l.date_created
),
-- How many listings the account's days should tell of is another number from then on.
stale as (
  insert into stale_days (tenant_id, first_day, last_day)
  select $1, greatest(min(m.date_created), lower(s.covered)) at time zone $7, $6::timestamptz at time zone $7
  from marked m
  join source_coverage s on s.tenant_id = $1 and s.connection_id = $2 and s.source = 'orders' and not isempty(s.covered)
  group by s.covered
  having greatest(min(m.date_created), lower(s.covered)) <= $6::timestamptz
)
select listing_id from noted where is_given_up order by listing_id
