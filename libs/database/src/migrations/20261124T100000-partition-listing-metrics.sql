-- One partition per month. There is no default partition: a row outside is a fault, and would block the partition that it belongs to.
-- Writers make the partitions that their days need, beforehand.
alter table listing_metrics_daily rename to listing_metrics_unparted;
alter index listing_metrics_daily_pkey rename to listing_metrics_unparted_pkey;
alter index listing_metrics_daily_by_date rename to listing_metrics_unparted_by_date;

create table listing_metrics_daily (
  like listing_metrics_unparted including defaults,
  primary key (tenant_id, listing_id, date)
) partition by range (date);
-- Serves the window queries of the screen and the rebuild's comparison.
create index listing_metrics_daily_by_date on listing_metrics_daily (tenant_id, date, connection_id);

-- The months of the rows that stand.
do $$
declare
  month date;
begin
  for month in select distinct date_trunc('month', date)::date from listing_metrics_unparted loop
    execute format(
      'create table %I partition of listing_metrics_daily for values from (%L) to (%L)',
      'listing_metrics_daily_' || to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date
    );
  end loop;
end
$$;
insert into listing_metrics_daily select * from listing_metrics_unparted;
drop table listing_metrics_unparted;

-- A foreign key would look for the tenant once per row, which is half of what a year of rows costs. The rebuild holds the tenant's row
-- while it publishes instead, and this takes the rows of a tenant that goes.
create function remove_listing_metrics() returns trigger language plpgsql as $$
begin
  delete from listing_metrics_daily where tenant_id = old.tenant_id;
  return null;
end
$$;
create trigger tenants_remove_listing_metrics after delete on tenants for each row execute function remove_listing_metrics();
