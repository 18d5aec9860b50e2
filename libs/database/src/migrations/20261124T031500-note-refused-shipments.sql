-- Since when a shipment's cost is refused to us; null while it is told, or was never refused for its own sake.
alter table shipments add column refused_since timestamptz;
