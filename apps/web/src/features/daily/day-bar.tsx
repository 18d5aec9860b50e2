import type { BarShapeProps } from 'recharts';
import type { SeriesDay } from '../../api/trpc.ts';
import { stateOf } from './strips.ts';

/** A day as a bar: full when final, lighter while it may change, only outlined while the day still runs. */
export function DayBar({ x, y, width, height, payload }: BarShapeProps) {
  const state = stateOf(payload as SeriesDay);
  if (state === 'unknown' || !(height > 0) || !(width > 0)) return <g />;
  if (state === 'today') {
    return (
      <rect
        x={x + 0.75}
        y={y + 0.75}
        width={Math.max(0, width - 1.5)}
        height={Math.max(0, height - 0.75)}
        rx={1}
        fill="var(--surface)"
        stroke="var(--bar)"
        strokeWidth={1.5}
        strokeDasharray="3 2"
      />
    );
  }
  const fill = state === 'provisional' ? 'var(--bar-provisional)' : 'var(--bar)';
  return <rect x={x} y={y} width={width} height={height} rx={1} fill={fill} />;
}
