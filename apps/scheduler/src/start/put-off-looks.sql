-- $1 tenants, $2 when each is to be looked at next, $3 how often something had happened to it when it was looked at
-- A tenant to whom something happened meanwhile, or whose look another copy is just putting off, is looked at again.
with held as (
  select l.tenant_id, m.look_at
  from unnest($1::uuid[], $2::timestamptz[], $3::int[]) as m (tenant_id, look_at, changes)
  join schedule_looks l on l.tenant_id = m.tenant_id and l.changes = m.changes
  for no key update of l skip locked
)
update schedule_looks l set look_at = held.look_at from held where l.tenant_id = held.tenant_id
