-- One row per tenant and job whose schedule is paused; what is asked for by hand runs all the same.
create table schedule_pauses (
  tenant_id  uuid not null references tenants on delete cascade,
  job_type   text not null,
  paused_at  timestamptz not null,
  primary key (tenant_id, job_type)
);
create trigger schedule_pauses_look_at_schedule after insert or delete on schedule_pauses
  for each row execute function look_at_schedule()
