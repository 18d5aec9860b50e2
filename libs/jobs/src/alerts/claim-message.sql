-- $1 channel, $2 claim, $3 length of the lease in ms
-- The message that is owed for the longest and that nobody sends just now. The end of an incident is told after its beginning.
with owed as (
  select m.tenant_id, m.incident_id, m.phase, m.channel
  from incident_messages m
  where m.channel = $1 and m.sent_at is null and m.due_at <= clock_timestamp()
    and (m.claimed_until is null or m.claimed_until < clock_timestamp())
    and (m.phase = 'opened' or exists (
      select from incident_messages o
      where o.tenant_id = m.tenant_id and o.incident_id = m.incident_id and o.channel = m.channel
        and o.phase = 'opened' and o.sent_at is not null
    ))
  order by m.due_at, m.tenant_id, m.incident_id
  limit 1
  for no key update skip locked
), claimed as (
  update incident_messages m
  set claim_id = $2, attempts = m.attempts + 1,
      claimed_until = clock_timestamp() + make_interval(secs => $3::double precision / 1000)
  from owed o
  where m.tenant_id = o.tenant_id and m.incident_id = o.incident_id and m.phase = o.phase and m.channel = o.channel
  returning m.tenant_id, m.incident_id, m.phase, m.attempts
)
select
  c.tenant_id, c.incident_id, c.phase, c.attempts,
  i.kind, i.subject, i.since, i.details, i.opened_at, i.ended_at, i.end_cause,
  t.name as tenant_name, t.time_zone
from claimed c
join incidents i on i.tenant_id = c.tenant_id and i.incident_id = c.incident_id
join tenants t on t.tenant_id = c.tenant_id
