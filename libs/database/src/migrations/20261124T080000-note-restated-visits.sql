-- When the account's total of a settled day was first seen to differ: visits of listings that were read before are owed anew.
alter table account_visits add column restated_at timestamptz
