-- $1 tenants, $2 incidents, $3 causes, side by side; $4 now
with ended as (
  update incidents i set ended_at = $4, end_cause = x.cause
  from unnest($1::uuid[], $2::uuid[], $3::text[]) as x (tenant_id, incident_id, cause)
  where i.tenant_id = x.tenant_id and i.incident_id = x.incident_id and i.ended_at is null
  returning i.tenant_id, i.incident_id, i.end_cause
)
-- Who was told of the beginning is told of the end; of one that another replaced, that one tells it.
insert into incident_messages (tenant_id, incident_id, phase, channel, due_at)
select m.tenant_id, m.incident_id, 'ended', m.channel, clock_timestamp()
from ended e
join incident_messages m on m.tenant_id = e.tenant_id and m.incident_id = e.incident_id and m.phase = 'opened'
where e.end_cause <> 'replaced'
on conflict do nothing
