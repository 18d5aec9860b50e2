-- One row per thing that Mercado Livre's notices point to: while it waits to be read, further notices of it only raise `times`.
-- A row is a pointer and holds nothing of what it points to.
create table notices (
  tenant_id         uuid not null,
  notice_id         uuid not null,
  connection_id     uuid not null,
  topic             text not null,
  subject_kind      text not null,
  subject_id        text not null,
  times             int not null default 1,
  received_at       timestamptz not null,
  last_received_at  timestamptz not null,
  read_at           timestamptz,
  outcome           text,
  primary key (tenant_id, notice_id),
  foreign key (tenant_id, connection_id) references connections on delete cascade,
  check ((read_at is null) = (outcome is null))
);
create unique index notices_waiting on notices (tenant_id, connection_id, subject_kind, subject_id) where read_at is null;
create index notices_by_age on notices (received_at)
