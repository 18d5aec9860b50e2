import type { BarShapeProps } from 'recharts';
import type { DayState } from './strips.ts';

const fills = {
  provisional: 'var(--bar-provisional)',
  final: 'var(--bar)',
  today: 'var(--surface)',
  unknown: 'none',
} as const satisfies Record<DayState, string>;

/** A day as a bar: full when final, lighter while it may change, only outlined while the day still runs. */
export function DayBar({ x, y, width, height, payload }: BarShapeProps) {
  const { state } = payload as { state: DayState };
  if (state === 'unknown' || !(height > 0) || !(width > 0)) return <g />;
  if (state === 'today') {
    return (
      <rect
        x={x + 0.75}
        y={y + 0.75}
        width={Math.max(0, width - 1.5)}
        height={Math.max(0, height - 0.75)}
        rx={1}
        fill={fills.today}
        stroke="var(--bar)"
        strokeWidth={1.5}
        strokeDasharray="3 2"
      />
    );
  }
  return <rect x={x} y={y} width={width} height={height} rx={1} fill={fills[state]} />;
}

/** What stood on a day, as a stroke at its height. */
export function DayLevel({ x, y, width, payload }: BarShapeProps) {
  const { value } = payload as { value: number | null };
  if (value === null || !(width > 0) || !Number.isFinite(y)) return <g />;
  return <rect x={x} y={y - 1} width={width} height={2.5} rx={1} fill="var(--bar)" />;
}
