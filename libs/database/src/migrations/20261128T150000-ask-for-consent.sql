-- One row per browser that was sent to Mercado Livre to have a seller authorise us, until it comes back, once, or its time is over. What
-- only the browser and Mercado Livre may know stands here as a hash; the verifier, which is needed again, is encrypted.
create table consent_requests (
  tenant_id             uuid not null references tenants on delete cascade,
  state_hash            text not null,
  browser_hash          text not null,
  session_hash          text,
  key_id                text not null,
  code_verifier_cipher  text not null,
  redirect_uri          text not null,
  history_days          int,
  expires_at            timestamptz not null,
  primary key (tenant_id, state_hash)
)
