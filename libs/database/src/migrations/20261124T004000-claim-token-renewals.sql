-- Who renews a pair of keys now, and until when others believe it, by the database's clock. The call to Mercado Livre
-- happens between two short statements instead of under a lock.
alter table connection_tokens
  add column renewal_id uuid,
  add column renewing_until timestamptz,
  add constraint connection_tokens_claim_is_whole check ((renewal_id is null) = (renewing_until is null));
