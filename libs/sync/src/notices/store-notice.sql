-- $1 seller, $2 topic, $3 kind of subject, $4 id of subject, $5 now, $6 new row's id
-- Only a connected seller's notice finds a row to insert; one that still waits is only counted.
with
seller as (
  select c.tenant_id, c.connection_id, c.notices_since, t.paused_at
  from connections c
  join tenants t using (tenant_id)
  where c.seller_id = $1::bigint and c.status <> 'disconnected'
),
begun as (
  update connections c set notices_since = $5::timestamptz
  from seller s
  where c.tenant_id = s.tenant_id and c.connection_id = s.connection_id and s.notices_since is null and c.notices_since is null
),
stored as (
  insert into notices as n
    (tenant_id, notice_id, connection_id, topic, subject_kind, subject_id, received_at, last_received_at)
  select tenant_id, $6::uuid, connection_id, $2, $3, $4, $5::timestamptz, $5::timestamptz
  from seller
  on conflict (tenant_id, connection_id, subject_kind, subject_id) where read_at is null do update set
    times = n.times + 1,
    topic = excluded.topic,
    last_received_at = greatest(n.last_received_at, excluded.last_received_at)
  returning n.tenant_id
)
select tenant_id, s.paused_at is not null as is_paused from stored join seller s using (tenant_id)
