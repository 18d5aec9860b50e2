-- A note of stale days names the listings whose rows may no longer follow: null = every listing, none = the account's own row alone. So a
-- changed order costs what its listings cost, however many others the seller has. Older notes stand for every listing.
alter table stale_days drop column sales_only;
alter table stale_days add column listing_ids text[];
