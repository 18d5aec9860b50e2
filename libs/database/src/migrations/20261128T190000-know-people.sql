-- Who may use Pulso. A person belongs to no tenant and may be a member of several; these tables are written by the library that does
-- sign-ins (docs/adr/0001-people-and-sign-in.md), hence its columns.
create table users (
  id              uuid primary key,
  name            text not null,
  email           text not null unique check (email = lower(email)),
  email_verified  boolean not null default false,
  image           text,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);

-- How a person shows who they are; of a password only its scrypt hash.
create table user_credentials (
  id           uuid primary key,
  user_id      uuid not null references users on delete cascade,
  provider_id  text not null,
  account_id   text not null,
  password     text,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index user_credentials_by_user on user_credentials (user_id);

-- One row per browser that is signed in. token: the SHA-256 of what the browser has. active_tenant_id: whose dashboard it shows; that this
-- person may see it is asked of `members` at every request.
create table user_sessions (
  id                uuid primary key,
  user_id           uuid not null references users on delete cascade,
  token             text not null unique,
  active_tenant_id  uuid references tenants on delete cascade,
  expires_at        timestamptz not null,
  ip_address        text,
  user_agent        text,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now()
);
create index user_sessions_by_user on user_sessions (user_id);

-- What a link that was sent proves. identifier: the SHA-256 of its secret; value: whose it is.
create table user_verifications (
  id          uuid primary key,
  identifier  text not null,
  value       text not null,
  expires_at  timestamptz not null,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create index user_verifications_by_identifier on user_verifications (identifier);

create table members (
  tenant_id   uuid not null references tenants on delete cascade,
  user_id     uuid not null references users on delete cascade,
  role        text not null check (role in ('owner', 'member', 'viewer')),
  created_at  timestamptz not null,
  primary key (tenant_id, user_id)
);
create index members_by_user on members (user_id);

-- An invitation that waits; it goes when it is accepted or taken back. A second one for the same address takes the place of the first.
create table invitations (
  tenant_id      uuid not null references tenants on delete cascade,
  invitation_id  uuid not null,
  email          text not null check (email = lower(email)),
  role           text not null check (role in ('owner', 'member', 'viewer')),
  token_hash     text not null unique,
  created_at     timestamptz not null,
  expires_at     timestamptz not null,
  primary key (tenant_id, invitation_id),
  unique (tenant_id, email)
);
