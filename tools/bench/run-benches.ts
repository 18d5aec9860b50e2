import { parseArgs } from 'node:util';
import type { BenchRow } from './bench-row.ts';
import { benchClient } from './client/bench-client.ts';
import { keepFigures } from './keep-figures.ts';
import { benchMetrics } from './metrics/bench-metrics.ts';
import { benchSchedule } from './schedule/bench-schedule.ts';
import { benchSync } from './sync/bench-sync.ts';

/** Every bench by the name that the command line takes. */
const benches: Record<string, () => Promise<BenchRow[]>> = {
  client: benchClient,
  sync: benchSync,
  metrics: benchMetrics,
  schedule: benchSchedule,
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

const rows: BenchRow[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (positionals.length === 0 || positionals.includes(name)) rows.push(...(await bench()));
}
if (values.keep) await keepFigures(rows);
if (values.json) console.log(JSON.stringify(rows));
else console.log(writeTable(rows));
process.exitCode = rows.every((row) => row.ok) ? 0 : 1;

function writeTable(table: readonly BenchRow[]): string {
  const short = (figure: number | null) => (figure === null ? '–' : String(Number(figure.toPrecision(4))));
  const cells = table.map(({ name, value, unit, reference, ratio, bound, ok }) => [
    ok ? 'ok' : 'BROKEN',
    name,
    `${short(value)} ${unit}`,
    `${short(reference)} ${unit}`,
    `${short(ratio)} ×`,
    `≤ ${short(bound)} ×`,
  ]);
  const lines = [['', 'name', 'value', 'reference', 'ratio', 'bound'], ...cells];
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
