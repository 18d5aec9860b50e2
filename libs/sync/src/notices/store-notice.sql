-- $1 seller, $2 topic, $3 kind of subject, $4 id of subject, $5 now, $6 new row's id
-- Only a connected seller's notice finds a row to insert; one that still waits is only counted.
insert into notices as n
  (tenant_id, notice_id, connection_id, topic, subject_kind, subject_id, received_at, last_received_at)
select c.tenant_id, $6::uuid, c.connection_id, $2, $3, $4, $5::timestamptz, $5::timestamptz
from connections c
where c.seller_id = $1::bigint and c.status <> 'disconnected'
on conflict (tenant_id, connection_id, subject_kind, subject_id) where read_at is null do update set
  times = n.times + 1,
  topic = excluded.topic,
  last_received_at = greatest(n.last_received_at, excluded.last_received_at)
returning n.tenant_id
