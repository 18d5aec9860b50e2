-- A writer may write rows and need not be allowed to create tables: this makes the partition of one month with the rights of whoever migrated.
-- It is created beside the table and then attached, which stops no reader and no writer. Of two who ask at once the second waits and finds it.
create function make_listing_metrics_month(month date) returns void
language plpgsql security definer set search_path from current as $$
declare
  first_day date := date_trunc('month', month)::date;
  name text := 'listing_metrics_daily_' || to_char(month, 'YYYY_MM');
begin
  perform pg_advisory_xact_lock(hashtextextended('pulso partitions', 0));
  if to_regclass(name) is null then
    execute format('create table %I (like listing_metrics_daily including all)', name);
    execute format(
      'alter table listing_metrics_daily attach partition %I for values from (%L) to (%L)',
      name, first_day, (first_day + interval '1 month')::date
    );
  end if;
end
$$
