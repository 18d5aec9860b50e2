-- $1 troubles as a JSON array: tenant_id, incident_id, kind, subject, since, details; $2 now; $3 channels
-- What somebody else found meanwhile is open already; then this finds nothing new.
with begun as (
  insert into incidents (tenant_id, incident_id, kind, subject, since, details, opened_at)
  select x.tenant_id, x.incident_id, x.kind, x.subject, x.since, x.details, $2
  from jsonb_to_recordset($1::jsonb)
    as x (tenant_id uuid, incident_id uuid, kind text, subject text, since timestamptz, details jsonb)
  on conflict (tenant_id, kind, subject) where ended_at is null do nothing
  returning tenant_id, incident_id
), owing as (
  select tenant_id, incident_id from begun
  union
  -- A channel that was set up later tells what is still open.
  select tenant_id, incident_id from incidents where ended_at is null
)
insert into incident_messages (tenant_id, incident_id, phase, channel, due_at)
select o.tenant_id, o.incident_id, 'opened', c.channel, clock_timestamp()
from owing o cross join unnest($3::text[]) as c (channel)
on conflict do nothing
