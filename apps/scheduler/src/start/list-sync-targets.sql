-- $1 job type
-- One row per active tenant with a connection: since when it is connected, the newest slot it had, and the newest
-- connection whose orders were never read to an end.
select
  t.tenant_id,
  t.time_zone,
  min(c.created_at) as connected_at,
  (select max(j.slot) from job_logs j where j.tenant_id = t.tenant_id and j.job_type = $1) as newest_slot,
  max(c.created_at) filter (where c.status = 'active' and o.last_success_at is null) as unread_since
from tenants t
join connections c on c.tenant_id = t.tenant_id and c.status <> 'disconnected'
left join source_coverage o on o.tenant_id = c.tenant_id and o.connection_id = c.connection_id and o.source = 'orders'
where t.paused_at is null
group by t.tenant_id, t.time_zone
order by newest_slot nulls first, t.tenant_id
