/** Days that follow one another, both ends included. */
export interface Stretch {
  from: string;
  to: string;
  length: number;
}

/** The longest runs of neighbouring days for which `matches` holds, in their order. */
export function stretchesOf<Day extends { date: string }>(
  days: readonly Day[],
  matches: (day: Day) => boolean,
): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | null = null;
  for (const day of days) {
    if (!matches(day)) {
      open = null;
    } else if (open) {
      open.to = day.date;
      open.length += 1;
    } else {
      open = { from: day.date, to: day.date, length: 1 };
      stretches.push(open);
    }
  }
  return stretches;
}
