-- One row per application and kind of call: up to which instant, by the database's clock, its calls are given out. Mercado Livre counts
-- an application's calls, whoever they are for, so this is of no tenant.
create table call_budgets (
  application_id  text not null,
  kind            text not null check (kind in ('general', 'visits')),
  given_until     timestamptz not null,
  primary key (application_id, kind)
)
