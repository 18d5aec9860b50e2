-- The zone that a tenant's days are to be cut in from its next rebuild on, which derives the whole history anew and publishes it with the
-- zone in one transaction; null = the zone stays.
alter table tenants add column next_time_zone text
