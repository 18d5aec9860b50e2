import { readFileSync, writeFileSync } from 'node:fs';
import type { Load } from './add-up-sellers.ts';
import { BUDGET_PER_SECOND, deploymentsOf, priceOf } from './price-load.ts';

const FILE = new URL('../../../docs/scale.md', import.meta.url);
const [BEGIN, END] = ['<!-- figures: written by npm run bench -- scale --keep -->', '<!-- end of figures -->'];

const COLUMNS: readonly [string, (load: Load) => number][] = [
  ['Companies', (load) => load.tenants],
  ['Listings', (load) => load.listings],
  ['Rows of a year', (load) => load.rowsPerYear],
  ['GB of a year', (load) => load.gigabytesPerYear],
  ['Rows written per second', (load) => load.rowsWrittenPerSecond],
  ['Calls per second', (load) => load.callsPerSecond],
  [`Applications at ${BUDGET_PER_SECOND} calls per second`, deploymentsOf],
  ['Busy cores', (load) => load.busyCores],
  ['US$ per company and month', priceOf],
];

/** Puts the table between its two marks in docs/scale.md. */
export function writeLoads(loads: readonly Load[]): void {
  const rows = [
    COLUMNS.map(([name]) => name),
    COLUMNS.map(() => '---:'),
    ...loads.map((load) => COLUMNS.map(([, of]) => Number(of(load).toPrecision(3)).toLocaleString('en-US'))),
  ];
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const text = readFileSync(FILE, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('docs/scale.md has lost the marks of its figures');
  writeFileSync(FILE, `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`);
}
