-- $1 tenant, $2 connection or null, $3 days and the pieces beside them, $4 their first instants, $5 the instants after them,
-- $6 first day, $7 last day, $8 and $9 the same days as the marketplace cuts them: their first instant, and the instant after them
-- Comes after the steps of the rebuild (lines-of-days.ts): rebuild_days, rebuild_orders, rebuild_freight, rebuild_lines.
,
-- Each order that counts once, with the cuts that it falls into and what it adds. Freight: null when not read.
told as (
  select
    l.connection_id,
    l.order_id,
    v.pack_id,
    l.is_cancelled,
    l.day between $6::date and $7::date as is_ours,
    v.date_closed >= $8::timestamptz and v.date_closed < $9::timestamptz as is_theirs,
    sum(l.value_cents) as gmv_cents,
    sum(l.refund_cents) as refund_cents,
    case when count(*) = count(l.freight_cents) then sum(l.freight_cents) end as freight_cents
  from rebuild_lines l
  join order_verdicts v on v.tenant_id = $1 and v.order_id = l.order_id
  group by l.connection_id, l.order_id, v.pack_id, l.is_cancelled, l.day, v.date_closed
),
-- Both cuts, each with and without what was cancelled since.
cuts (cut, has_cancelled) as (
  values ('ours', true), ('ours', false), ('theirs', true), ('theirs', false)
),
-- The connections with a known day, and how many of the pieces beside the days are known of them.
known as (
  select count(*) as connections, coalesce(sum(pieces), 0) as pieces
  from (
    select count(*) filter (where day not between $6::date and $7::date) as pieces
    from rebuild_days
    group by connection_id
    having bool_or(day between $6::date and $7::date)
  ) as of_connection
)
-- Of each cut its sums; orders of one purchase count once as packs.
select
  c.cut,
  c.has_cancelled,
  count(t.order_id)::int as orders,
  count(distinct (t.connection_id, coalesce(t.pack_id, -t.order_id))) filter (where t.order_id is not null)::int as packs,
  coalesce(sum(t.gmv_cents), 0)::bigint as gmv_cents,
  coalesce(sum(t.refund_cents), 0)::bigint as refund_cents,
  case when count(t.order_id) = count(t.freight_cents) then coalesce(sum(t.freight_cents), 0)::bigint end as freight_cents,
  (select connections from known)::int as connections,
  (select pieces from known)::int as pieces
from cuts c
left join told t on (case c.cut when 'ours' then t.is_ours else t.is_theirs end) and (c.has_cancelled or not t.is_cancelled)
group by c.cut, c.has_cancelled
