/** The day with the highest known value, the later one of equals; null when no day is known, or none is above zero. */
export function bestDayOf<Day>(days: readonly Day[], valueOf: (day: Day) => number | null): Day | null {
  let best: Day | null = null;
  let highest = 0;
  for (const day of days) {
    const value = valueOf(day);
    if (value === null || value <= 0 || value < highest) continue;
    best = day;
    highest = value;
  }
  return best;
}
