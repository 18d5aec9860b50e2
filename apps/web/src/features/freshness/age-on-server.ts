/** A reading of the server's clock, with the browser's own time when it arrived. */
export interface ServerReading {
  /** ISO 8601, from the server. */
  now: string;
  /** The browser's clock, in ms. */
  receivedAt_ms: number;
}

/**
 * Whole minutes from `coveredThrough` (ISO 8601) to the server's present. The browser's clock only
 * counts the time since the answer came, so a wrong clock on a phone makes no data look fresh.
 * @returns null when the source was never read
 */
export function ageOnServer(
  coveredThrough: string | null,
  reading: ServerReading,
  browserNow_ms: number,
): number | null {
  if (coveredThrough === null) return null;
  const sinceReading_ms = Math.max(0, browserNow_ms - reading.receivedAt_ms);
  const age_ms = Date.parse(reading.now) + sinceReading_ms - Date.parse(coveredThrough);
  return Math.max(0, Math.floor(age_ms / 60_000));
}
