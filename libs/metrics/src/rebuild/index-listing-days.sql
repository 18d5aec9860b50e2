-- In the order of the tables of facts and of the rows that stand, so that all of them are held against each other in one pass. A unique index
-- also proves that a listing has one row per day; where it cannot be made, the check of that name tells which has more.
do '
begin
  create unique index on rebuild_listing_days (listing_id, date);
exception when unique_violation then
  create index on rebuild_listing_days (listing_id, date);
end
'
