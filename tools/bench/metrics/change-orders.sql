-- $1 tenant, $2 'hour' or 'year', $3 round, $4 today
-- Fifty orders change as an hour of a seller brings them: half of them today's, the others of the forty days in which refunds come; or each on
-- another day of the year. One in five is cancelled, the others are refunded in part. Each is noted as a sync notes it: by day, with the
-- listings of its lines and of the lines of the orders that share its purchase or its parcel; and whether the account's counts follow theirs,
-- as they do unless an order of several listings was cancelled (libs/sync/src/orders/counts-follow.ts).
with
wanted as (
  select i, $4::date - case when $2 = 'year' then i * 7 + $3::int when i % 2 = 0 then 0 else (i * 40 / 50) end as day
  from generate_series(1, 50) as i
),
chosen as (
  select w.i, o.order_id, o.pack_id, o.shipment_id
  from wanted w
  cross join lateral (
    select order_id, pack_id, shipment_id from orders
    where tenant_id = $1 and status = 'paid'
      and connection_id = (select connection_id from connections where tenant_id = $1)
      and date_closed >= w.day::timestamp at time zone 'America/Sao_Paulo'
      and date_closed < (w.day + 1)::timestamp at time zone 'America/Sao_Paulo'
    order by date_closed
    offset w.i * 7 + $3::int * 3
    limit 1
  ) as o
),
cancelled as (
  update orders o set status = 'cancelled', last_updated = now() from chosen c
  where o.tenant_id = $1 and o.order_id = c.order_id and c.i % 5 = 0
),
refunded as (
  update order_payments p set transaction_amount_refunded = 5 + $3::int from chosen c
  where p.tenant_id = $1 and p.order_id = c.order_id
),
touched as (
  select (o.date_closed at time zone 'America/Sao_Paulo')::date as day, l.listing_id,
    not (o.order_id = c.order_id and c.i % 5 = 0 and count(*) over (partition by c.i, o.order_id) > 1) as counts_follow
  from chosen c
  join orders o on o.tenant_id = $1 and (o.order_id = c.order_id or o.pack_id = c.pack_id or o.shipment_id = c.shipment_id)
  join order_lines l on l.tenant_id = $1 and l.order_id = o.order_id
),
noted as (
  insert into stale_days (tenant_id, first_day, last_day, listing_ids, counts_follow)
  select $1, day, day, array_agg(distinct listing_id), bool_and(counts_follow) from touched group by day
)
select (select count(*)::int from chosen) as orders
