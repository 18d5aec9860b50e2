import { readFileSync } from 'node:fs';
import { lastDays, previousOf, startOfBusinessDay } from '@pulso/domain';
import { withOwing } from '../../../libs/metrics/src/queries/with-owing.ts';
import type { BareClient } from './draw-facts.ts';
import { type Asked, type Kind, LAST_DAY, ZONE } from './screen-asks.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** A statement with the values of one question. */
interface Bare {
  sql: string;
  bind(asked: Asked): unknown[];
}

const windowOf = ({ days }: Asked) => lastDays(LAST_DAY, days);
const plain = (asked: Asked) => [asked.tenantId, windowOf(asked).from, windowOf(asked).to];
const own = (name: string) => read(`../../../libs/metrics/src/queries/${name}.sql`);

/** The product's own statements, sent by the driver alone. */
const ownStatements: Record<Kind, Bare> = {
  ranking: {
    sql: own('get-listing-ranking'),
    bind: (asked) => [...plain(asked), null, null, 50, 0, null, null, null],
  },
  series: { sql: withOwing(own('get-metric-series')), bind: (asked) => [...plain(asked), null] },
  totals: { sql: withOwing(own('get-metric-totals')), bind: (asked) => [...plain(asked), null] },
  comparison: {
    sql: withOwing(own('get-metric-comparison')),
    bind: (asked) => {
      const previous = previousOf(windowOf(asked));
      const start = startOfBusinessDay(previous.to, ZONE);
      const { from, to } = windowOf(asked);
      return [asked.tenantId, previous.from, to, null, from, previous.to, ZONE, true, start];
    },
  },
};

/** Statements written by hand for one question alone, free of everything that the product's must be able to answer as well. */
const handWritten: Partial<Record<Kind, Bare>> = {
  ranking: { sql: read('bare-ranking.sql'), bind: plain },
  series: { sql: read('bare-series.sql'), bind: plain },
};

/** Every way in which the driver alone can ask that question. */
export function bareWays(kind: Kind): ((client: BareClient, asked: Asked) => Promise<Record<string, unknown>[]>)[] {
  const ways = [ownStatements[kind], handWritten[kind]].filter((way) => way !== undefined);
  return ways.map(
    ({ sql, bind }) =>
      async (client, asked) =>
        (await client.query(sql, bind(asked))).rows,
  );
}

/** What is faster must also be right: the rows of both ways are the same, or their times say nothing. */
export async function expectSameAnswers(client: BareClient, kind: Kind, asked: Asked): Promise<void> {
  const [first = [], ...others] = await Promise.all(bareWays(kind).map((ask) => ask(client, asked)));
  for (const rows of others) {
    const [one, other] = [first, rows].map((all) => JSON.stringify(all.map(toComparable)));
    if (first.length === 0 || one !== other)
      throw new Error(`the ${kind} written by hand has other rows than the product's`);
  }
}

/** By the columns' names, with numbers as numbers however many zeros they end on. */
const toComparable = (row: Record<string, unknown>) =>
  Object.entries(row)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => [name, typeof value === 'string' && /^-?[\d.]+$/.test(value) ? Number(value) : value]);
