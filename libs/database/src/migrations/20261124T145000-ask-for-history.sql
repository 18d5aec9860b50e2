-- How far back the seller's history is wanted; null = only what each run asks for. The days are read by the syncs to come, newest first.
alter table connections add column history_from date
