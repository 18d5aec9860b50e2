-- $1 tenant, $2 connection, $3 read at, $4 orders as a JSON array (map-order.ts)
-- Takes an order in when it is new, newer than what is stored, or as old but different; an older one is left out, and so is one of the same
-- version that only tells less of it.
-- Answers with one row per order taken in: was it new, and when its sale was, in which purchase and in which parcel, before and now, and how
-- it counted before.
with
given as (
  select * from jsonb_to_recordset($4::jsonb) as x (
    order_id bigint, status text, date_created timestamptz, date_closed timestamptz, last_updated timestamptz,
    pack_id bigint, shipment_id bigint, currency text, total_amount numeric, paid_amount numeric, tags text[],
    cancel_code text, cancel_group text, cancel_requested_by text, channel text, missing text[], content_hash text, line_listing_ids text[]
  )
),
before as (
  select v.order_id, v.connection_id, v.date_closed, v.last_updated, v.pack_id, v.shipment_id, v.missing, v.is_cancelled, v.left_out_reason
  from order_verdicts v
  join given g using (order_id)
  where v.tenant_id = $1
),
taken as (
  insert into orders as o (
    tenant_id, order_id, connection_id, status, date_created, date_closed, last_updated, pack_id, shipment_id,
    currency, total_amount, paid_amount, tags, cancel_code, cancel_group, cancel_requested_by, channel, missing,
    content_hash, line_listing_ids, read_at
  )
  select
    $1, order_id, $2, status, date_created, date_closed, last_updated, pack_id, shipment_id,
    currency, total_amount, paid_amount, tags, cancel_code, cancel_group, cancel_requested_by, channel, missing,
    content_hash, case when not 'order_items' = any (missing) then line_listing_ids end, $3
  from given
  on conflict (tenant_id, order_id) do update set
    connection_id = excluded.connection_id,
    status = excluded.status,
    date_created = excluded.date_created,
    -- Once confirmed, an order keeps its day: a known value is replaced only by a known one.
    date_closed = coalesce(excluded.date_closed, o.date_closed),
    last_updated = excluded.last_updated,
    pack_id = coalesce(excluded.pack_id, o.pack_id),
    shipment_id = coalesce(excluded.shipment_id, o.shipment_id),
    currency = excluded.currency,
    total_amount = coalesce(excluded.total_amount, o.total_amount),
    paid_amount = coalesce(excluded.paid_amount, o.paid_amount),
    tags = case when 'tags' = any (excluded.missing) then o.tags else excluded.tags end,
    cancel_code = coalesce(excluded.cancel_code, o.cancel_code),
    cancel_group = coalesce(excluded.cancel_group, o.cancel_group),
    cancel_requested_by = coalesce(excluded.cancel_requested_by, o.cancel_requested_by),
    channel = coalesce(excluded.channel, o.channel),
    -- Of one version each answer adds what it tells.
    missing = case
      when excluded.last_updated > o.last_updated then excluded.missing
      else array(select unnest(o.missing) intersect select unnest(excluded.missing) order by 1)
    end,
    content_hash = excluded.content_hash,
    line_listing_ids = case when 'order_items' = any (excluded.missing) then o.line_listing_ids else excluded.line_listing_ids end,
    read_at = excluded.read_at
  where excluded.last_updated > o.last_updated
    or (
      excluded.last_updated = o.last_updated
      and excluded.content_hash <> o.content_hash
      and (excluded.status <> o.status or not (excluded.missing @> o.missing and excluded.missing <> o.missing))
    )
  returning o.order_id, o.date_closed, o.last_updated, o.pack_id, o.shipment_id, o.missing
),
-- Versions that notices might have announced, to be held against them later (notices/count-announced.sql).
noted as (
  insert into order_changes (tenant_id, connection_id, order_id, changed_at)
  select c.tenant_id, c.connection_id, t.order_id, t.last_updated
  from taken t
  left join before b using (order_id)
  join connections c on c.tenant_id = $1 and c.connection_id = $2 and c.notices_since <= t.last_updated
  where b.last_updated is null or b.last_updated < t.last_updated
  on conflict do nothing
)
select
  t.order_id::text as order_id,
  b.order_id is null as is_new,
  b.date_closed as closed_before,
  t.date_closed as closed_now,
  t.pack_id::text as pack_id,
  t.shipment_id::text as shipment_id,
  b.pack_id::text as pack_before,
  b.shipment_id::text as shipment_before,
  coalesce(b.is_cancelled, false) as was_cancelled,
  -- In the account that it is read for now.
  coalesce(b.left_out_reason is null and b.connection_id = $2, false) as was_counted,
  t.missing <> '{}' or coalesce(b.missing, '{}') <> '{}' as is_half_known
from taken t
left join before b using (order_id)
