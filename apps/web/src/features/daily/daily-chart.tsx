import '@mantine/charts/styles.layer.css';
import { useState } from 'react';
import type { DayWindow } from '../../api/trpc.ts';
import { DayStrip } from './day-strip.tsx';
import type { StripDay, StripModel } from './strips.ts';

export interface DailyViewProps {
  strips: readonly StripModel[];
  days: StripDay[];
  window: DayWindow;
}

/** Strips under one another with the same days; pointing at a day reads it out in all of them. */
export function DailyChart({ strips, days, window }: DailyViewProps) {
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
