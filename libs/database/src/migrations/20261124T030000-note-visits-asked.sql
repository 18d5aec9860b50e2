-- The oldest day that the visits of a listing were ever asked for. What is more than 150 days old may be told by Mercado Livre
-- or not; it is asked for once, and what is not told then stays unknown.
alter table listings add column visits_asked_from date;
