-- $1 application, $2 kinds, $3 milliseconds that each lease lasts
-- The next stretch of time of each kind, by this clock alone, since those of the processes differ. What nobody asked for in the past is
-- lost. Answers with how long to wait until the stretch begins.
insert into call_budgets as b (application_id, kind, given_until)
select $1, kind, statement_timestamp() + lease_ms * interval '1 millisecond'
from unnest($2::text[], $3::float8[]) as asked (kind, lease_ms)
-- In one order, so that two processes that draw both kinds do not wait for each other.
order by kind
on conflict (application_id, kind) do update set
  given_until = greatest(b.given_until, statement_timestamp()) + (excluded.given_until - statement_timestamp())
returning kind, extract(epoch from given_until - statement_timestamp())::float8 * 1000 as until_ms
