-- One row per application: up to which hour the feed of missed notices was read, and who reads it now. The claim is taken for a while, by
-- the database's clock, so that of all processes one asks. Mercado Livre keeps one feed per application, so this is of no tenant.
create table missed_feed_reads (
  application_id  text primary key,
  read_slot       timestamptz,
  read_at         timestamptz,
  claim_id        uuid,
  claimed_until   timestamptz
);

-- One row per notice that the feed named: it names each for two days, and each is looked at once. `had_come` = our callback had taken it all
-- the same, or a later one of the same thing.
create table missed_notices (
  tenant_id      uuid not null,
  connection_id  uuid not null,
  mark           text not null,
  topic          text not null,
  subject_kind   text not null,
  subject_id     text not null,
  made_at        timestamptz not null,
  found_at       timestamptz not null,
  had_come       boolean not null,
  primary key (tenant_id, connection_id, mark),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
create index missed_notices_by_age on missed_notices (tenant_id, found_at);
create index missed_notices_by_subject on missed_notices (tenant_id, connection_id, subject_kind, subject_id);

-- Serves the question whether something of a thing came since an instant.
create index notices_by_subject on notices (tenant_id, connection_id, subject_kind, subject_id, last_received_at);
-- Serves forgetting a tenant's old notices.
drop index notices_by_age;
create index notices_by_age on notices (tenant_id, received_at)
