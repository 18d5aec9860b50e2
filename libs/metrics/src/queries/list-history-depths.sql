-- $1 tenant
-- One row per connection that has numbers: its first day, its last one, and how many of the days between have any.
select
  connection_id,
  min(date)::text as first_day,
  max(date)::text as last_day,
  count(*)::int as known_days
from account_metrics_daily
where tenant_id = $1
group by connection_id
