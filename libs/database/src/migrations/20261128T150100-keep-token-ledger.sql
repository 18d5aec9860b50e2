-- One row per authorisation, renewal and end of a connection's keys, written with what it tells of. Keys stand as fingerprints, by which they
-- can be told apart and from which none can be had. `version` is that of the pair which came, or was to come; a renewal without an outcome
-- is at work, or its process died.
create table token_ledger (
  tenant_id          uuid not null,
  connection_id      uuid not null,
  entry_id           uuid not null,
  event              text not null check (event in ('authorisation', 'renewal', 'disconnection')),
  version            int not null,
  spent_fingerprint  text,
  fingerprint        text,
  began_at           timestamptz not null,
  ended_at           timestamptz,
  outcome            text check (outcome in ('stored', 'superseded', 'refused', 'unanswered', 'failed', 'forgotten')),
  error_code         text,
  primary key (tenant_id, connection_id, entry_id),
  foreign key (tenant_id, connection_id) references connections on delete cascade,
  constraint token_ledger_end_is_whole check ((outcome is null) = (ended_at is null))
);

-- A refresh token works once: no pair has two successors.
create unique index token_ledger_one_pair_per_version on token_ledger (tenant_id, connection_id, version) where outcome = 'stored';
create index token_ledger_by_age on token_ledger (tenant_id, began_at)
