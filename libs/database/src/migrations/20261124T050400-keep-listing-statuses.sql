-- One row per status that a listing was seen in, from the first sighting on: a logistics change pauses listings, and without a history nobody
-- can tell when. What is known when this table comes is its first row.
create table listing_statuses (
  tenant_id     uuid not null,
  listing_id    text not null,
  seen_at       timestamptz not null,
  status        text not null,
  sub_status    text[] not null,
  last_updated  timestamptz,
  primary key (tenant_id, listing_id, seen_at),
  foreign key (tenant_id, listing_id) references listings on delete cascade
);
insert into listing_statuses (tenant_id, listing_id, seen_at, status, sub_status, last_updated)
select tenant_id, listing_id, read_at, status, sub_status, last_updated
from listings
where status is not null and read_at is not null
