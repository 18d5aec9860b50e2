-- The passkeys of people: keys that an authenticator keeps, of which only the public half comes here. counter: what the authenticator counted
-- to when it was last used, 32 bits without a sign; zero for those that do not count.
create table user_passkeys (
  id             uuid primary key,
  user_id        uuid not null references users on delete cascade,
  name           text not null,
  credential_id  text not null unique,
  public_key     text not null,
  counter        double precision not null check (counter >= 0),
  device_type    text not null,
  backed_up      boolean not null,
  transports     text,
  aaguid         text,
  created_at     timestamptz not null,
  last_used_at   timestamptz
);
create index user_passkeys_of_user on user_passkeys (user_id);
comment on table user_passkeys is 'One row per passkey by which a person signs in in the place of the password; the secret half never leaves their device.';
