-- One row per company that uses Pulso. Its zone decides where its days begin.
create table tenants (
  tenant_id   uuid primary key,
  name        text not null check (name <> ''),
  time_zone   text not null default 'America/Sao_Paulo',
  paused_at   timestamptz,
  created_at  timestamptz not null
);

-- One row per bond of a tenant to a seller. Disconnected bonds stay, because their history stays.
create table connections (
  tenant_id      uuid not null references tenants on delete cascade,
  connection_id  uuid not null,
  seller_id      bigint not null,
  nickname       text,
  site_id        text not null,
  currency       text not null,
  status         text not null check (status in ('active', 'reauthorisation_required', 'disconnected')),
  status_reason  text,
  status_at      timestamptz not null,
  created_at     timestamptz not null,
  primary key (tenant_id, connection_id)
);

-- A seller is connected to one tenant at a time (contract 5), whoever asks first.
create unique index connections_one_tenant_per_seller on connections (seller_id) where status <> 'disconnected';

-- The newest pair of keys of a connection, encrypted; `version` counts the renewals.
create table connection_tokens (
  tenant_id                uuid not null,
  connection_id            uuid not null,
  key_id                   text not null,
  access_token_cipher      text not null,
  refresh_token_cipher     text not null,
  access_token_expires_at  timestamptz not null,
  version                  int not null default 1,
  renewed_at               timestamptz not null,
  primary key (tenant_id, connection_id),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
