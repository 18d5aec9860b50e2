-- $1 tenant, $2 connection, $3 up to which instant changes are old enough, $4 time zone,
-- $5 how much earlier than the change, $6 how much later a notice may have come, both in ms
with
ripe as (
  delete from order_changes
  where tenant_id = $1 and connection_id = $2 and changed_at <= $3
  returning order_id, changed_at
),
-- A row of notices stands for all that came from its first to its last.
held as (
  select
    (r.changed_at at time zone $4)::date as day,
    exists (
      select from notices n
      where n.tenant_id = $1 and n.connection_id = $2 and n.subject_kind = 'order' and n.subject_id = r.order_id::text
        and n.last_received_at >= r.changed_at - make_interval(secs => $5::double precision / 1000)
        and n.received_at <= r.changed_at + make_interval(secs => $6::double precision / 1000)
    ) as is_announced
  from ripe r
),
counted as (
  insert into notice_days as d (tenant_id, connection_id, day, changes, announced)
  select $1, $2, day, count(*), count(*) filter (where is_announced) from held group by day
  on conflict (tenant_id, connection_id, day) do update set
    changes = d.changes + excluded.changes,
    announced = d.announced + excluded.announced
)
select count(*)::int as changes, count(*) filter (where is_announced)::int as announced from held
