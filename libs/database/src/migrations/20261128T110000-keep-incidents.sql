-- One row per incident: something that went wrong for a tenant, from the look that found it to the look that no longer did.
-- subject: what it is about within the tenant, such as a connection or a job; empty = the tenant as a whole. details: what its messages
-- say, as it stood when it was found. since: when the trouble began, which is earlier than it was found.
create table incidents (
  tenant_id    uuid not null references tenants on delete cascade,
  incident_id  uuid not null,
  kind         text not null,
  subject      text not null,
  since        timestamptz not null,
  details      jsonb not null,
  opened_at    timestamptz not null,
  ended_at     timestamptz,
  end_cause    text check (end_cause in ('recovered', 'replaced', 'unwatched')),
  primary key (tenant_id, incident_id),
  check ((ended_at is null) = (end_cause is null))
);
-- Whoever finds the same again finds it open: this key is why an incident alerts once.
create unique index incidents_open on incidents (tenant_id, kind, subject) where ended_at is null;

-- One row per message that is owed or was sent: of each incident its beginning and its end, by each channel. The claim is a lease by the
-- database's clock: one process sends at a time, and one that died holds it for no longer than that.
create table incident_messages (
  tenant_id      uuid not null,
  incident_id    uuid not null,
  phase          text not null check (phase in ('opened', 'ended')),
  channel        text not null,
  due_at         timestamptz not null,
  attempts       int not null default 0,
  claim_id       uuid,
  claimed_until  timestamptz,
  sent_at        timestamptz,
  primary key (tenant_id, incident_id, phase, channel),
  foreign key (tenant_id, incident_id) references incidents on delete cascade
);
create index incident_messages_owed on incident_messages (channel, due_at) where sent_at is null;

-- Serve the look for jobs that keep failing: the failures of late, and whether a good end came after each.
create index job_logs_failures on job_logs (created_at) where status in ('FAILED', 'ABANDONED');
create index job_logs_good_ends on job_logs (tenant_id, job_type, created_at) where status in ('SUCCESS', 'PARTIAL')
