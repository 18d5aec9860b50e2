-- Every connection that is not disconnected, with the notices that wait to be read for it.
-- Beside them those that never came to our callback, and were found in the feed of missed ones in the last two hours before $1.
select
  c.tenant_id,
  c.connection_id,
  coalesce(c.nickname, c.seller_id::text) as seller,
  c.status = 'active' as is_active,
  c.status_reason,
  c.status_at,
  c.created_at,
  coalesce(waiting.notice_count, 0) as waiting,
  waiting.oldest_at as waiting_since,
  coalesce(missed.notice_count, 0) as missed,
  missed.oldest_at as missed_since
from connections c
left join (
  select n.tenant_id, n.connection_id, count(*)::int as notice_count, min(n.received_at) as oldest_at
  from notices n
  where n.read_at is null
  group by n.tenant_id, n.connection_id
) waiting on waiting.tenant_id = c.tenant_id and waiting.connection_id = c.connection_id
left join (
  select m.tenant_id, m.connection_id, count(*)::int as notice_count, min(m.found_at) as oldest_at
  from missed_notices m
  where not m.had_come and m.found_at > $1::timestamptz - interval '2 hours'
  group by m.tenant_id, m.connection_id
) missed on missed.tenant_id = c.tenant_id and missed.connection_id = c.connection_id
where c.status <> 'disconnected'
order by c.tenant_id, c.created_at, c.connection_id
