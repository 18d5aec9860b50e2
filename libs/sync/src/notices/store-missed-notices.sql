-- $1 notices of a page of the feed as a JSON array: seller_id, mark, topic, kind, id, made_at; $2 now
-- Only a connected seller's notices find a row to stand in.
with
given as (
  select distinct on (seller_id, mark) *
  from jsonb_to_recordset($1::jsonb) as x (seller_id bigint, mark text, topic text, kind text, id text, made_at timestamptz)
  order by seller_id, mark, made_at
),
-- What came of the same thing at that instant or later is read after it, or was: then there is nothing left to read. What only the feed
-- brought did not come to our callback.
held as (
  select c.tenant_id, c.connection_id, g.*, came.is_known, came.had_come
  from given g
  join connections c on c.seller_id = g.seller_id and c.status <> 'disconnected'
  cross join lateral (
    select
      count(*) > 0 as is_known,
      count(*) filter (where not exists (
        select from missed_notices m
        where m.tenant_id = n.tenant_id and m.connection_id = n.connection_id and m.subject_kind = g.kind and m.subject_id = g.id
          and m.found_at = n.last_received_at
      )) > 0 as had_come
    from notices n
    where n.tenant_id = c.tenant_id and n.connection_id = c.connection_id and n.subject_kind = g.kind and n.subject_id = g.id
      and n.last_received_at >= g.made_at
  ) came
),
-- A mark that is there already was looked at by an earlier reading.
told as (
  insert into missed_notices (tenant_id, connection_id, mark, topic, subject_kind, subject_id, made_at, found_at, had_come)
  select tenant_id, connection_id, mark, topic, kind, id, coalesce(made_at, $2::timestamptz), $2::timestamptz, had_come
  from held
  on conflict (tenant_id, connection_id, mark) do nothing
  returning tenant_id, connection_id, mark, had_come
),
-- From here on it is a notice like those that our callback takes: one waiting row per thing.
stored as (
  insert into notices as n
    (tenant_id, notice_id, connection_id, topic, subject_kind, subject_id, received_at, last_received_at)
  select distinct on (h.tenant_id, h.connection_id, h.kind, h.id)
    h.tenant_id, gen_random_uuid(), h.connection_id, h.topic, h.kind, h.id, $2::timestamptz, $2::timestamptz
  from told
  join held h using (tenant_id, connection_id, mark)
  where not h.is_known
  order by h.tenant_id, h.connection_id, h.kind, h.id, h.made_at desc
  on conflict (tenant_id, connection_id, subject_kind, subject_id) where read_at is null do update set
    times = n.times + 1,
    topic = excluded.topic,
    last_received_at = greatest(n.last_received_at, excluded.last_received_at)
  returning 1
)
select
  (select count(*)::int from told where not had_come) as missed,
  (select count(*)::int from stored) as stored
