/**
 * Of what waits to be proven for somebody, what is a link. A password that waits for its code stands in the same table, under a name that is only
 * kept as a hash; it waits for minutes, and no link is worth less than two hours.
 */
export const isResetLink = `expires_at > created_at + interval '1 hour'`;
