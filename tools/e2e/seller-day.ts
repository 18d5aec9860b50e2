/** The seller's running day, as SQL. The database's own is another one after nine in the evening. */
export const TODAY = `(now() at time zone 'America/Sao_Paulo')::date`;
