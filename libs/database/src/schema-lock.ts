/** Held alone by whoever changes the schema or fills it whole, shared by whoever needs it to stay as it is. */
export const SCHEMA_LOCK = `hashtextextended('pulso schema', 0)`;
