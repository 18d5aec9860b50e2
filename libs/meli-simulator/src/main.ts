import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { FaultRuleWish } from './faults/fault-rule.ts';
import type { ThrottleRuleWish } from './faults/throttle-rule.ts';
import { SCENARIOS, type ScenarioName } from './scenarios/scenarios.ts';
import type { Simulator } from './simulator.ts';
import { startSimulator } from './start-simulator.ts';
import { SELLER_NAMES, type SellerName } from './world/choose-sellers.ts';

/** What whoever started us says over the channel. */
const Word = z.strictObject({ callbackUrl: z.string() });

const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('must be a whole number');
  return Number(text);
};

/** Whether such a seller is known is for the simulator to say. */
const names = (text: string): SellerName[] => (text === 'all' ? SELLER_NAMES : (text.split(',') as SellerName[]));

/** One rule as JSON, added to those before it; what a rule may say is checked where rules are read. */
const rule = <Rule>(text: string, earlier: Rule[]): Rule[] => {
  try {
    return [...earlier, JSON.parse(text) as Rule];
  } catch {
    throw new InvalidArgumentError('must be a rule as JSON, such as {"kind":"server-error","probability":0.1}');
  }
};

const command = new Command('simulator')
  .description(
    'A Mercado Livre of one seller or several, for development and tests. Prints one JSON line when it is ready.',
  )
  .option('--host <address>', 'where it listens', '127.0.0.1')
  .option('--port <n>', 'its port; a free one when left out', whole, 0)
  .option('--seed <text>', 'the same seed is the same world')
  .option('--anchor-day <day>', 'YYYY-MM-DD: the day that the world is built around; today when left out')
  .option('--state <folder>', 'remembers keys, clock and changes there')
  .option('--control', 'opens /__control: clock, sales, keys, truth, counters')
  .option('--callback <url>', 'where notices are posted; nowhere when left out')
  .option('--authorise', 'lets the seller authorise anew, which ends the older key')
  .option(
    '--sellers <names>',
    `which sellers there are: all, or some of ${SELLER_NAMES.join(',')}; main when left out`,
    names,
  )
  .option('--listings <n>', 'how many listings the seller main has', whole)
  .option('--orders-per-day <n>', 'how many orders on an average day', whole)
  .option('--history-days <n>', 'how many days of sales lie before the anchor day', whole)
  .option('--told-oddly', 'answers take the rarer of the forms that are known: nulls, ids as texts, words nobody knew')
  .option('--scenario <name>', 'a day at Mercado Livre, such as storm; see --list-scenarios')
  .option('--list-scenarios', 'tells the scenarios, one a line, and ends')
  .option('--fault <rule>', 'something that goes wrong, as JSON; may be given several times', rule<FaultRuleWish>, [])
  .option('--throttle <rule>', 'a rate beyond which calls are refused, as JSON; likewise', rule<ThrottleRuleWish>, [])
  .option('--client-id <id>', 'the application; drawn once per state folder when left out')
  .option('--client-secret <text>', 'its secret; likewise')
  .parse();

interface Options {
  host: string;
  port: number;
  seed?: string;
  anchorDay?: string;
  state?: string;
  control?: boolean;
  callback?: string;
  authorise?: boolean;
  sellers?: SellerName[];
  listings?: number;
  ordersPerDay?: number;
  historyDays?: number;
  toldOddly?: boolean;
  /** Whether there is such a one is for the simulator to say. */
  scenario?: ScenarioName;
  listScenarios?: boolean;
  fault: FaultRuleWish[];
  throttle: ThrottleRuleWish[];
  clientId?: string;
  clientSecret?: string;
}

const {
  state,
  control = false,
  callback = null,
  authorise = false,
  listings,
  ordersPerDay,
  historyDays,
  listScenarios = false,
  fault: faults,
  ...given
} = command.opts<Options>();

try {
  if (listScenarios) tellScenarios();
  else await start();
} catch (error) {
  process.stderr.write(`simulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function tellScenarios(): void {
  const width = Math.max(...Object.keys(SCENARIOS).map((name) => name.length));
  for (const [name, { description }] of Object.entries(SCENARIOS)) {
    process.stdout.write(`${name.padEnd(width)}  ${description}\n`);
  }
}

async function start(): Promise<void> {
  const size = { listings, ordersPerDay, historyDays };
  const world = Object.fromEntries(Object.entries(size).filter(([, value]) => value !== undefined));
  await announce(
    await startSimulator({
      ...given,
      control,
      stateDir: state ?? null,
      world,
      faults,
      notifications: { callbackUrl: callback },
    }),
  );
}

/** One line for whoever started us, and a way to end. A key is told when nobody can hold one yet, or when control is open anyway. */
async function announce(simulator: Simulator): Promise<void> {
  endWithUs(simulator);
  takeCallback(simulator);
  const sellers = await Promise.all(
    simulator.sellers.map(async (seller) => {
      const live = simulator.liveRefreshToken(seller.sellerId);
      const lost = simulator.lostRefreshToken(seller.sellerId);
      // A key that is dead, to be found out: what an application holds of a seller who took the consent back.
      if (lost !== null && !authorise) return { ...seller, isRevoked: true, refreshToken: lost };
      if (authorise || live === null) {
        return { ...seller, refreshToken: await simulator.issueRefreshToken(seller.sellerId) };
      }
      return control ? { ...seller, refreshToken: live } : seller;
    }),
  );
  const { url, authUrl, clientId, clientSecret } = simulator;
  process.stdout.write(`${JSON.stringify({ url, authUrl, clientId, clientSecret, sellers })}\n`);
}

/** Whoever started us over a channel may learn only later where notices go: it may need our address for that. */
function takeCallback(simulator: Simulator): void {
  process.on('message', (message: unknown) => {
    const told = Word.safeParse(message);
    if (!told.success) return;
    const say = (text: string) => process.stderr.write(`simulator: ${text}\n`);
    simulator.setNoticeRules(told.data).then(
      () => say(`notices go to ${told.data.callbackUrl}`),
      (error: unknown) => say(error instanceof Error ? error.message : String(error)),
    );
  });
}

function endWithUs(simulator: Simulator): void {
  let isEnding = false;
  const stop = () => {
    if (isEnding) return;
    isEnding = true;
    void simulator.close().finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  // Started by another process of ours: without it there is nobody to serve.
  if (process.connected) process.once('disconnect', stop);
}
