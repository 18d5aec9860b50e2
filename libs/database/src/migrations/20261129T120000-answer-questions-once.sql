-- The question that somebody who signs in by a passkey has to answer is kept by their browser; here stands that it was answered, until nobody
-- could answer it any more. identifier: the SHA-256 of its challenge.
create unique index user_verifications_answered_once on user_verifications (identifier) where value = 'answered';
comment on table user_verifications is 'One row per link that was sent and per step of a sign-in or of a new passkey that is waited for, not yet used; and, with the value answered, per question for a passkey that was answered and opens nothing more. identifier: the hash of its secret.';
