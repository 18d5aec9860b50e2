-- $1 tenant
-- Of the days that are not derived whole: what their notes name, the orders of the named listings, and how many orders count on the days
-- whose counts do not follow from their listings. All of it is read by one statement: a sale that is seen was stored together with its note,
-- so that the account is never told a sale that its listings are not.
with
notes as materialized (
  select d.connection_id, d.day, d.starts_at, d.ends_at, n.listing_ids, n.counts_follow
  from rebuild_days d
  join stale_days n on n.tenant_id = $1 and d.day between n.first_day and n.last_day
  where not d.is_whole
),
named as materialized (
  select distinct l.listing_id, n.connection_id, n.day, n.starts_at, n.ends_at from notes n cross join unnest(n.listing_ids) as l (listing_id)
),
cells as (
  insert into rebuild_cells
  select distinct listing_id, day from named
),
-- Every order with a line of a named listing. One look at the index for each of them and each day: the planner takes what counts for a few
-- orders of all, and would read every order of the seller.
sold as (
  select n.connection_id, n.day, n.starts_at, n.ends_at, l.order_id
  from named n
  cross join lateral (
    select l.order_id
    from order_lines l
    where l.tenant_id = $1 and l.listing_id = n.listing_id and l.date_closed >= n.starts_at and l.date_closed < n.ends_at
    union all
    -- A line that was written without its instant has it in its order.
    select l.order_id from order_lines l where l.tenant_id = $1 and l.listing_id = n.listing_id and l.date_closed is null
    offset 0
  ) as l
),
-- The days whose orders are counted anew, and how many count on them; on the others the account moves by as much as its listings.
counted_days as materialized (
  select connection_id, day, starts_at, ends_at from notes group by connection_id, day, starts_at, ends_at having not bool_and(counts_follow)
),
counted as materialized (
  select d.connection_id, d.day, v.order_id, v.pack_id, v.is_cancelled
  from counted_days d
  cross join lateral (
    select v.order_id, v.pack_id, v.is_cancelled, v.line_listing_ids
    from order_verdicts v
    where v.tenant_id = $1
      and v.connection_id = d.connection_id
      and v.date_closed >= d.starts_at
      and v.date_closed < d.ends_at
      and v.left_out_reason is null
    offset 0
  ) as v
  -- An order without any line counts for nothing. Only of one stored before its listings were kept with it the lines are looked up.
  where case
    when v.line_listing_ids is null then exists (select from order_lines l where l.tenant_id = $1 and l.order_id = v.order_id)
    else v.line_listing_ids <> '{}'
  end
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
    d.connection_id,
    d.day,
    count(c.order_id),
    count(c.order_id) filter (where c.pack_id is null or c.order_id in (select order_id from first_of_pack)),
    count(c.order_id) filter (where c.is_cancelled)
  from counted_days d
  left join counted c on c.connection_id = d.connection_id and c.day = d.day
  group by d.connection_id, d.day
)
insert into rebuild_orders
select v.order_id, v.connection_id, s.day, v.is_cancelled, v.shipment_id, v.pack_id, 'no_shipping' = any (v.tags), false
from (select distinct * from sold) as s
join order_verdicts v on v.tenant_id = $1 and v.order_id = s.order_id
where v.connection_id = s.connection_id
  and v.date_closed >= s.starts_at
  and v.date_closed < s.ends_at
  and v.left_out_reason is null
