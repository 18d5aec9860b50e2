-- What a rebuild needs to follow a changed order without reading every other order of its day.

-- The instant of the sale beside each line, copied from its order: the sales of one listing on one day are one look at the index. Null = the
-- order is not confirmed, or the line was written by a version that did not copy it yet; such lines are looked up in their orders.
alter table order_lines add column date_closed timestamptz;
update order_lines l set date_closed = o.date_closed
from orders o
where o.tenant_id = l.tenant_id and o.order_id = l.order_id and o.date_closed is not null;
drop index order_lines_by_listing;
create index order_lines_by_listing on order_lines (tenant_id, listing_id, date_closed);

-- Whether the account's counts of the noted days move by as much as those of the named listings: true when no order of several listings or of
-- a pack came, went or changed in what is counted. Older notes have every order of their days counted anew.
alter table stale_days add column counts_follow boolean not null default false;
