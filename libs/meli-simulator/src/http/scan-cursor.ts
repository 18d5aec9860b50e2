/** How long a cursor lives (API document 3). */
export const CURSOR_MS = 5 * 60_000;

const PREFIX = 'YXBpY29yZS1pdGVtcw==:';

/** A cursor says by itself where it stands and until when, so that it outlives a restart and nothing has to be kept. */
export function writeCursor(after: string, now: number): string {
  return `${PREFIX}${Buffer.from(`${after} ${now + CURSOR_MS}`).toString('base64')}`;
}

/** The last id that was given, or null when the cursor is none or has expired. */
export function readCursor(cursor: string, now: number): string | null {
  if (!cursor.startsWith(PREFIX)) return null;
  const text = Buffer.from(cursor.slice(PREFIX.length), 'base64').toString();
  const [, after, until] = /^(\w*) (\d+)$/.exec(text) ?? [];
  return after === undefined || Number(until) < now ? null : after;
}
