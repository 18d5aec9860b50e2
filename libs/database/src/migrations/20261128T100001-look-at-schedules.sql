-- When each tenant's schedule is to be looked at next; null = there is nothing to do until something changes. A hint, so that a look reads as
-- few rows among ten thousand tenants as among ten, and never the decision: what is owed follows from job_logs, whose unique key decides who
-- runs it. `changes` counts what happened to the tenant, so that a look that began before it does not put the next one off.
create table schedule_looks (
  tenant_id  uuid primary key references tenants on delete cascade,
  look_at    timestamptz default '-infinity',
  changes    int not null default 0
);
create index schedule_looks_by_instant on schedule_looks (look_at) where look_at is not null;

-- Whoever writes such a change, by hand too, has the schedule looked at.
create function look_at_schedule() returns trigger language plpgsql as $$
begin
  update schedule_looks set look_at = '-infinity', changes = changes + 1 where tenant_id = coalesce(new.tenant_id, old.tenant_id);
  if not found and tg_op = 'INSERT' then
    insert into schedule_looks as l (tenant_id) values (new.tenant_id)
    on conflict (tenant_id) do update set look_at = '-infinity', changes = l.changes + 1;
  end if;
  return null;
end
$$;
create trigger connections_look_at_schedule after insert or update of status on connections
  for each row execute function look_at_schedule();
create trigger tenants_look_at_schedule after update of paused_at, time_zone on tenants
  for each row execute function look_at_schedule();

insert into schedule_looks (tenant_id) select distinct tenant_id from connections
