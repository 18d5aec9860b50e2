/** Whether a text of an address is a day, `YYYY-MM-DD`, that the calendar has. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at_ms = Date.parse(text);
  // A 30th of February is read as a day of March: what comes back must be what was written.
  return !Number.isNaN(at_ms) && new Date(at_ms).toISOString().slice(0, 10) === text;
}
