-- $1 tenant
-- What the notes of the asked days name. Runs in one statement with the reading of the orders (stage-metrics.ts): a sale that is seen there was
-- stored together with its note, so that the account is never told a sale that its listings are not.
insert into rebuild_cells
select distinct l.listing_id, d.day
from stale_days n
cross join unnest(n.listing_ids) as l (listing_id)
join (select distinct day from rebuild_days where not is_whole) d on d.day between n.first_day and n.last_day
where n.tenant_id = $1
returning listing_id, day
