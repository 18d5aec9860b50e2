  -- The days that have numbers, per connection, with their instants.
  select a.connection_id, d.day, d.starts_at, d.ends_at, true as is_whole
  from unnest($3::date[], $4::timestamptz[], $5::timestamptz[]) as d (day, starts_at, ends_at)
  join account_metrics_daily a on a.tenant_id = $1 and a.date = d.day and ($2::uuid is null or a.connection_id = $2)
