-- $1 tenant
-- Whether, on a day that is not derived whole, a fee or a freight of the account was unknown.
select exists (
  select from rebuild_days d
  join account_metrics_daily a on a.tenant_id = $1 and a.connection_id = d.connection_id and a.date = d.day
  where not d.is_whole and (a.sale_fee is null or a.seller_shipping is null)
) as are_unknown
