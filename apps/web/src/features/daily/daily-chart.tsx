import '@mantine/charts/styles.layer.css';
import { useState } from 'react';
import type { DayWindow, SeriesDay } from '../../api/trpc.ts';
import { DayStrip } from './day-strip.tsx';
import { strips } from './strips.ts';

/** Strips under one another with the same days; pointing at a day reads it out in all of them. */
export function DailyChart({ days, window }: { days: SeriesDay[]; window: DayWindow }) {
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const pointed = pointedAt === null ? null : (days[pointedAt] ?? null);
  return (
    <div onMouseLeave={() => setPointedAt(null)}>
      {strips.map((strip, index) => (
        <DayStrip
          key={strip.name}
          strip={strip}
          days={days}
          window={window}
          pointed={pointed}
          onPoint={setPointedAt}
          isLast={index === strips.length - 1}
        />
      ))}
    </div>
  );
}
