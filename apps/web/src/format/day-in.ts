const calendars = new Map<string, Intl.DateTimeFormat>();

/** The calendar day, `YYYY-MM-DD`, that an instant (ISO 8601) is of in a zone. */
export function dayIn(timeZone: string, iso: string): string {
  // Swedes write days as ISO 8601 does.
  const calendar = calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
  calendars.set(timeZone, calendar);
  return calendar.format(new Date(iso));
}
