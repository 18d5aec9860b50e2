-- The newest runs with how they stand; an end among them shows.
with newest as (
  select id, status, created_at from job_logs where tenant_id = $1 order by created_at desc, id desc limit $2
),
-- What goes on or waits, however many came after it: it shows when it is here no more.
living as (
  select id, status, created_at from job_logs where tenant_id = $1 and status in ('QUEUED', 'RUNNING')
)
select md5(string_agg(id || status, ' ' order by created_at desc, id desc)) as mark
from (select * from newest union select * from living) runs;
