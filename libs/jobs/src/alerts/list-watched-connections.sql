-- Every connection that is not disconnected, with the notices that wait to be read for it.
-- Notices that never came to our callback, and were found in the feed of missed ones in the last two hours before $1: none is kept yet.
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
-- The seam for them: a subquery of the same columns.
left join (
  select null::uuid as tenant_id, null::uuid as connection_id, 0 as notice_count, null::timestamptz as oldest_at
  where $1::timestamptz is null
) missed on missed.tenant_id = c.tenant_id and missed.connection_id = c.connection_id
where c.status <> 'disconnected'
order by c.tenant_id, c.created_at, c.connection_id
