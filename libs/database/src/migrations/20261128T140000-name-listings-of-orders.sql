-- The listings of an order's lines, written with them. Whoever asks which of a day's sales are of a few listings need not look up the lines of
-- every sale of the day. Null = stored before this was kept, or its lines are not known: order_lines has them.
alter table orders add column line_listing_ids text[];

drop view order_verdicts;
-- Every order with its verdict: the one predicate behind each number and behind its evidence (contract 4).
create view order_verdicts as
select
  o.*,
  o.status in ('cancelled', 'invalid') as is_cancelled,
  case
    when o.date_closed is null then 'not_confirmed'
    when o.cancel_code = 'pack_splitted' then 'pack_splitted'
    when 'test_order' = any (o.tags) then 'test_order'
    when o.currency <> c.currency then 'other_currency'
  end as left_out_reason
from orders o
join connections c using (tenant_id, connection_id)
