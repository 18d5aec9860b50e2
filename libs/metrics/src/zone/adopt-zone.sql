-- $1 tenant
-- The wished zone becomes the zone; no row when there is no wish.
update tenants set time_zone = next_time_zone, next_time_zone = null
where tenant_id = $1 and next_time_zone is not null
returning time_zone
