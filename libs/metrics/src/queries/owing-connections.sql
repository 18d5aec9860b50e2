-- $1 tenant, $2 first day, $3 last day, $4 connection or null for all
-- The connections that owe each day from the first to the last: those that are connected, and those that have a row on one of them. Who was
-- disconnected before them owes none, so that the others' total is whole again. Where two windows are compared they are those of both: a
-- fall that only says that a seller is no longer connected is not told as one of sales.
select c.connection_id
from connections c
where c.tenant_id = $1 and ($4::uuid is null or c.connection_id = $4::uuid)
  and (c.status <> 'disconnected' or exists (
    select from account_metrics_daily a
    where a.tenant_id = c.tenant_id and a.connection_id = c.connection_id and a.date between $2 and $3
  ))
