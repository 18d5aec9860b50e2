import { createDatabase } from '@pulso/database';
import { type Kind, screen } from './screen-asks.ts';

/** What a process of readers is started with, as JSON in its one argument. */
export interface Readers {
  url: string;
  /** how many ask at once, each its next question when the former is answered */
  readers: number;
  /** connections of the process */
  poolMax: number;
  tenantIds: string[];
  /** asked in turns */
  kinds: Kind[];
  seed: number;
}

const WINDOWS = [7, 30, 90];
const { url, readers, poolMax, tenantIds, kinds, seed } = JSON.parse(process.argv[2] ?? '') as Readers;
const db = createDatabase({ url, poolMax, applicationName: 'pulso-bench-readers' });
const over = new AbortController();
const times_ms: number[] = [];

const work = Promise.all(Array.from({ length: readers }, (_, number) => readOn(seed * 1000 + number)));
process.stdout.write('reading\n');
// A first word begins the measurement, when everything is warm; the end of stdin ends it.
process.stdin.on('data', () => {
  times_ms.length = 0;
});
process.stdin.on('end', () => over.abort());
await work;
process.stdout.write(`${JSON.stringify(times_ms)}\n`);
await db.close();

async function readOn(start: number): Promise<void> {
  let state = start;
  const choose = <Choice>(choices: readonly Choice[]): Choice => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return choices[Math.floor((state / 2 ** 32) * choices.length)] as Choice;
  };
  for (let turn = 0; !over.signal.aborted; turn += 1) {
    const kind = kinds[turn % kinds.length] as Kind;
    const asked = { tenantId: choose(tenantIds), days: choose(WINDOWS) };
    const began = performance.now();
    await screen[kind](db, asked);
    times_ms.push(performance.now() - began);
  }
}
