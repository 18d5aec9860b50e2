import { readFileSync } from 'node:fs';
import { query } from '@pulso/database';
import { openDashboard } from '../../e2e/open-dashboard.ts';
import { type BenchRow, judgeRow, type Measured } from '../bench-row.ts';
import { medianOf } from '../metrics/timed.ts';
import { measureScrolling, type Scrolled } from './measure-scrolling.ts';
import { type Category, type Scores, scorePage, type Visitor } from './score-page.ts';

const ROUNDS = 3;
const LISTINGS = 10_000;
const STEPS = 200;
const RESTS = 10;
const ROWS_MAX = 60;
const LONG_TASK_MS = 50;

/** What is asked of Visão geral, of a hundred points. */
const ASKED: { visitor: Visitor; category: Category; points: number }[] = [
  { visitor: 'desktop', category: 'performance', points: 95 },
  { visitor: 'desktop', category: 'accessibility', points: 100 },
  { visitor: 'desktop', category: 'best-practices', points: 95 },
  { visitor: 'mobile', category: 'performance', points: 90 },
];

/** What Lighthouse says of Visão geral as it is built, against the running system, and what a long list costs the browser. */
export async function benchWeb(): Promise<BenchRow[]> {
  const dashboard = await openDashboard();
  try {
    const scores = {
      desktop: await readScores(dashboard.address, 'desktop'),
      mobile: await readScores(dashboard.address, 'mobile'),
    };
    const judged: Measured[] = ASKED.map(({ visitor, category, points }) => ({
      name: `${visitor}: ${category} asked for ÷ reached`,
      value: points,
      unit: 'points',
      reference: scores[visitor][category],
      bound: 1,
    }));
    const sql = readFileSync(new URL('../../e2e/many-listings.sql', import.meta.url), 'utf8');
    await query(dashboard.db, sql, { bind: [dashboard.tenantId, LISTINGS] });
    const rounds = await scrollRounds(dashboard);
    const rows = Math.max(...rounds.map((round) => round.rows));
    const longestTask_ms = medianOf(rounds.map((round) => round.longestTask_ms));
    const scrolled: Measured[] = [
      {
        name: `rows in the document of ${LISTINGS} listings`,
        value: rows,
        unit: 'rows',
        reference: ROWS_MAX,
        bound: 1,
      },
      {
        name: `longest task while ${LISTINGS} listings are scrolled`,
        value: longestTask_ms,
        unit: 'ms',
        reference: LONG_TASK_MS,
        bound: 1,
      },
    ];
    return [...judged, ...scrolled].map((row) => judgeRow({ ...row, name: `web: ${row.name}` }));
  } finally {
    await dashboard.close();
  }
}

/** The list scrolled from end to end, each time on a page of its own. */
async function scrollRounds({ openPage, closePages }: Awaited<ReturnType<typeof openDashboard>>): Promise<Scrolled[]> {
  const rounds: Scrolled[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page } = await openPage({ path: '/anuncios' });
    rounds.push(await measureScrolling(page, { steps: STEPS, rests: RESTS }));
    await closePages();
  }
  return rounds;
}

/** The median of each category. */
async function readScores(url: string, visitor: Visitor): Promise<Scores> {
  const rounds: Scores[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await scorePage(url, visitor));
  const median = (category: Category) => medianOf(rounds.map((scores) => scores[category]));
  return {
    performance: median('performance'),
    accessibility: median('accessibility'),
    'best-practices': median('best-practices'),
  };
}
