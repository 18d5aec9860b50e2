-- $1 tenant
-- Of the days that are not derived whole: what their notes name, how many orders count on them, and the orders of the named listings. All
-- of it is read by one statement: a sale that is seen was stored together with its note, so that the account is never told a sale that its
-- listings are not.
with
cells as (
  insert into rebuild_cells
  select distinct l.listing_id, d.day
  from stale_days n
  cross join unnest(n.listing_ids) as l (listing_id)
  join (select distinct day from rebuild_days where not is_whole) d on d.day between n.first_day and n.last_day
  where n.tenant_id = $1
  returning listing_id, day
),
-- Materialised, so that a day finds its names once and not again for every order.
named_days as materialized (
  select d.connection_id, d.day, d.starts_at, d.ends_at, coalesce(n.listing_ids, '{}') as listing_ids
  from rebuild_days d
  left join (select day, array_agg(listing_id) as listing_ids from cells group by day) as n using (day)
  where not d.is_whole
),
-- Every order that counts on those days. They stay in memory: of thousands only those of the named listings are derived.
counted as materialized (
  select v.order_id, v.connection_id, d.day, v.is_cancelled, v.shipment_id, v.pack_id, v.is_not_shipped,
    d.listing_ids && v.listing_ids as is_named
  from named_days d
  -- One look at the index per day: the planner takes what counts for a few orders of all, and would read every order of the seller.
  cross join lateral (
    select
      v.order_id, v.connection_id, v.is_cancelled, v.shipment_id, v.pack_id, 'no_shipping' = any (v.tags) as is_not_shipped,
      -- Only of an order stored before its listings were kept with it the lines are looked up.
      coalesce(
        v.line_listing_ids,
        array(select l.listing_id from order_lines l where l.tenant_id = $1 and l.order_id = v.order_id)
      ) as listing_ids
    from order_verdicts v
    where v.tenant_id = $1
      and v.connection_id = d.connection_id
      and v.date_closed >= d.starts_at
      and v.date_closed < d.ends_at
      and v.left_out_reason is null
    offset 0
  ) as v
  -- An order without any line counts for nothing.
  where v.listing_ids <> '{}'
),
-- A purchase is counted with its earliest order, which may lie on any day. They are looked up by a list, in the order of the index: joined,
-- they would seem to the planner to lie all over the disk, and it would rather read those of every seller.
first_of_pack as (
  select distinct on (v.connection_id, v.pack_id) v.order_id
  from order_verdicts v
  where v.tenant_id = $1
    and v.pack_id = any (array(select pack_id from counted where pack_id is not null))
    and v.left_out_reason is null
  order by v.connection_id, v.pack_id, v.date_closed, v.order_id
),
told as (
  insert into rebuild_order_counts
  select
    connection_id,
    day,
    count(*),
    count(*) filter (where pack_id is null or order_id in (select order_id from first_of_pack)),
    count(*) filter (where is_cancelled)
  from counted
  group by connection_id, day
)
insert into rebuild_orders
select order_id, connection_id, day, is_cancelled, shipment_id, pack_id, is_not_shipped, false
from counted
where is_named
