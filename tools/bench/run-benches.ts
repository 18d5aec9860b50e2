import { parseArgs } from 'node:util';
import type { BenchRow } from './bench-row.ts';
import { benchClient } from './client/bench-client.ts';
import { benchCounts } from './counts/bench-counts.ts';
import { keepFigures } from './keep-figures.ts';
import { benchMetrics } from './metrics/bench-metrics.ts';
import { measureReaders } from './metrics/measure-readers.ts';
import { benchScale } from './scale/bench-scale.ts';
import { benchSchedule } from './schedule/bench-schedule.ts';
import { benchSync } from './sync/bench-sync.ts';
import { benchWeb } from './web/bench-web.ts';

type Bench = (options: { full: boolean; keep: boolean }) => Promise<BenchRow[]>;

/**
 * Every bench by the name that the command line takes; `metrics` is what writing and reading them costs, `counts` what the others count
 * instead of timing it, at a smaller size, and runs only when it is named.
 */
const benches: Record<string, readonly Bench[]> = {
  client: [benchClient],
  sync: [benchSync],
  metrics: [benchMetrics, measureReaders],
  readers: [measureReaders],
  schedule: [benchSchedule],
  scale: [benchScale],
  web: [benchWeb],
  counts: [benchCounts],
};

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

// A run of everything is what docs/benchmarks.md is made of; a run of some may be a trial.
const keep = values.keep || positionals.length === 0;
const named = positionals.length === 0 ? Object.keys(benches).filter((name) => name !== 'counts') : positionals;
// A bench that two names share runs once.
const asked = new Set(Object.entries(benches).flatMap(([name, those]) => (named.includes(name) ? those : [])));
const rows: BenchRow[] = [];
const failed: string[] = [];
for (const bench of asked) {
  const began = performance.now();
  try {
    const measured = await bench({ full: values.full, keep });
    rows.push(...measured);
    if (keep) await keepFigures(measured);
    if (!values.json) console.log(writeTable(measured));
  } catch (error) {
    // Those that come after it are worth their time all the same, and so is what was measured before.
    console.error(`${bench.name} could not measure:`, error);
    failed.push(bench.name);
  }
  console.error(`${bench.name} took ${Math.round((performance.now() - began) / 1000)} s`);
}
if (values.json) console.log(JSON.stringify(rows));
const broken = rows.filter((row) => !row.ok).map((row) => row.name);
console.error(`${rows.length - broken.length} of ${rows.length} lines hold their bound`);
for (const name of [...broken, ...failed]) console.error(`BROKEN ${name}`);
process.exitCode = broken.length + failed.length === 0 ? 0 : 1;

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
