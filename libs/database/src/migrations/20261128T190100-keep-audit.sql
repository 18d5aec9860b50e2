-- Who did what for a tenant, and when. It has no addresses of machines, and of people only the id and the address of mail as it was, so
-- that an entry can still be read when the person has gone. actor: null = nobody who signed in (the command line, the local page).
create table audit_entries (
  tenant_id    uuid not null references tenants on delete cascade,
  entry_id     uuid not null,
  action       text not null,
  actor_id     uuid,
  actor_email  text,
  subject      text,
  details      jsonb not null default '{}',
  happened_at  timestamptz not null,
  primary key (tenant_id, entry_id)
);
create index audit_entries_by_age on audit_entries (tenant_id, happened_at)
