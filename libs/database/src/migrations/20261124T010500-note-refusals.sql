-- One row per listing and source that was refused (403, 404) when it was last asked for; an answer removes the row.
-- It need not be a listing that we know: discovery may name one that never answered.
create table listing_refusals (
  tenant_id      uuid not null,
  listing_id     text not null,
  source         text not null check (source in ('listings', 'price', 'visits')),
  connection_id  uuid not null,
  reason         text not null,
  refused_since  timestamptz not null,
  refused_at     timestamptz not null,
  primary key (tenant_id, listing_id, source),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
-- Serves the question for orders to be asked again, which hardly any order is.
create index orders_incomplete on orders (tenant_id, connection_id) where missing <> '{}';
