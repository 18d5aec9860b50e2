-- Which connection told a fact of a listing, and in which answer: the item itself, its sale price, or its performance. Rows from before
-- stay null: a table of facts is not written anew.
alter table listing_sightings
  add column connection_id uuid,
  add column price_source text check (price_source in ('sale_price')),
  add column stock_source text check (stock_source in ('items')),
  add column clips_source text check (clips_source in ('performance'));
alter table listing_visits add column connection_id uuid
