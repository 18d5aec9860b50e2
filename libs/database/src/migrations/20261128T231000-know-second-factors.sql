-- Whether somebody is asked for a code besides the password; false while the app has not shown one yet.
alter table users add column two_factor_enabled boolean not null default false;

-- The app of somebody that shows codes. secret and backup_codes: encrypted by the library that does sign-ins, with the number of the key
-- before them. Refusals are counted for the person, whatever address they come from.
create table user_second_factors (
  id                         uuid primary key,
  user_id                    uuid not null unique references users on delete cascade,
  secret                     text not null,
  backup_codes               text not null,
  verified                   boolean not null default false,
  failed_verification_count  integer not null default 0,
  locked_until               timestamptz
);
comment on table user_second_factors is 'One row per person who has made a key for an app that shows codes; it is asked for once it was verified.';
