import { createDatabase, type Database } from '@pulso/database';
import { withServer } from '@pulso/database/testing';
import { type BenchRow, judgeRow } from '../bench-row.ts';
import { bareWays, expectSameAnswers } from './bare-questions.ts';
import type { BareClient } from './draw-facts.ts';
import { middleRound, midmeanOf, type Round } from './middle-round.ts';
import { type Asked, type Kind, screen } from './screen-asks.ts';

const ROUNDS = 5;
/** Comes before the others and does not count: it warms the code, which is warm for whatever is measured afterwards. */
const WARMING_ROUND = -1;

interface Question {
  name: string;
  kind: Kind;
  /** days, asked in turns */
  windows: number[];
  /** per round */
  calls: number;
}

/** What is measured beside the bare statement. Figures in a name would not tell two lines apart. */
const QUESTIONS: Question[] = [
  { name: 'ranking of a week', kind: 'ranking', windows: [7], calls: 120 },
  { name: 'ranking of a month', kind: 'ranking', windows: [30], calls: 20 },
  { name: 'ranking of a quarter', kind: 'ranking', windows: [90], calls: 20 },
  { name: 'series of a week', kind: 'series', windows: [7], calls: 400 },
  { name: 'series of a month', kind: 'series', windows: [30], calls: 400 },
  { name: 'series of a quarter', kind: 'series', windows: [90], calls: 400 },
  { name: 'totals', kind: 'totals', windows: [7, 30, 90], calls: 399 },
  { name: 'comparison', kind: 'comparison', windows: [7, 30, 90], calls: 120 },
];

/** The database in which it is asked. */
export interface Drawn {
  url: string;
  tenantIds: string[];
}

/**
 * What each question costs the product beside the driver alone, in turns, by the middle one of five rounds.
 * @param options.suffix of the lines' names
 * @param options.warms begins with a round that doesn't count
 */
export async function measureQuestions(
  { url, tenantIds }: Drawn,
  { suffix, warms }: { suffix: string; warms: boolean },
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const question of QUESTIONS) {
    const rounds: Round[] = [];
    for (let round = warms ? WARMING_ROUND : 0; round < ROUNDS; round += 1) {
      const measured = await openBoth(url, (sides) => measureRound(sides, question, rotate(tenantIds, round + 1)));
      if (round >= 0) rounds.push(measured);
    }
    const name = `${question.name} ${suffix}`;
    console.error(`${name}: ${rounds.map(({ value, reference }) => (value / reference).toFixed(3)).join(' ')}`);
    rows.push(judgeRow({ name, ...middleRound(rounds), unit: 'ms', bound: 1.2 }));
  }
  return rows;
}

interface Sides {
  db: Database;
  /** one for each bare way */
  clients: [BareClient, BareClient];
}

/**
 * A connection of either side, for one round: of two that are open for long one may plan the same statement more slowly than the other,
 * above all one that saw the rows being made, and five of each even that out. No two ways share one: whoever asks what the same server
 * process has just answered finds everything warm, which says nothing about the statement.
 */
async function openBoth<Result>(url: string, work: (sides: Sides) => Promise<Result>): Promise<Result> {
  const db = createDatabase({ url, poolMax: 1, applicationName: 'pulso-bench' });
  try {
    return await withServer(url, (one) => withServer(url, (other) => work({ db, clients: [one, other] })));
  } finally {
    await db.close();
  }
}

/** Both sides in turns, call by call. Of the bare ways the faster one is the reference. */
async function measureRound(
  { db, clients }: Sides,
  { kind, windows, calls }: Question,
  tenantIds: string[],
): Promise<Round> {
  const bare = bareWays(kind);
  const ways = [
    (at: Asked) => screen[kind](db, at),
    ...bare.map((ask, index) => (at: Asked) => ask(clients[index] ?? clients[0], at)),
  ];
  for (const days of windows) await expectSameAnswers(clients[0], kind, { tenantId: tenantIds[0] ?? '', days });
  const times = ways.map((): number[] => []);
  for (let call = 0; call < calls; call += 1) {
    const tenantId = tenantIds[(call * 7) % tenantIds.length] ?? '';
    const question = { tenantId, days: windows[call % windows.length] ?? 0 };
    // Whoever asks first finds the company's pages cold, and its connection asleep; so each side asks once without being timed.
    for (const way of ways) await way(question);
    for (let step = 0; step < ways.length; step += 1) {
      const turn = (call + step) % ways.length;
      const began = performance.now();
      await ways[turn]?.(question);
      times[turn]?.push(performance.now() - began);
    }
  }
  const [value = Number.NaN, ...references] = times.map(midmeanOf);
  return { value, reference: Math.min(...references) };
}

const rotate = <Item>(items: readonly Item[], by: number): Item[] => [...items.slice(by), ...items.slice(0, by)];
