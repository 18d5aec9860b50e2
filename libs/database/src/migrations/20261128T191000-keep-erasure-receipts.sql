-- One row per tenant that was erased: what is kept to show that it was done. Nothing in it tells of a person, a seller or a sale.
-- erased_tenant_id: not named tenant_id, because no tenant stands behind it any more. rows: how many went, by table.
create table erasure_receipts (
  receipt_id        uuid primary key,
  erased_tenant_id  uuid not null unique,
  asked_by          text not null check (asked_by in ('operator', 'owner')),
  asked_at          timestamptz not null,
  erased_at         timestamptz not null,
  rows              jsonb not null,
  people            int not null
)
