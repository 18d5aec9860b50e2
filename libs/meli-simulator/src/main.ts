import { Command, InvalidArgumentError } from 'commander';
import { startSimulator } from './start-simulator.ts';

const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('must be a whole number');
  return Number(text);
};

const command = new Command('simulator')
  .description('A Mercado Livre of one seller, for development and tests. Prints one JSON line when it is ready.')
  .option('--port <n>', 'port on 127.0.0.1; a free one when left out', whole, 0)
  .option('--seed <text>', 'the same seed is the same world')
  .option('--state <folder>', 'remembers keys, clock and changes there')
  .option('--control', 'opens /__control: clock, sales, keys, truth, counters')
  .option('--authorise', 'lets the seller authorise anew and prints the refresh token')
  .option('--listings <n>', 'how many listings', whole)
  .option('--orders-per-day <n>', 'how many orders a day, about', whole)
  .option('--client-id <id>', 'the application')
  .option('--client-secret <text>', 'its secret')
  .parse();

interface Options {
  port: number;
  seed?: string;
  state?: string;
  control?: boolean;
  authorise?: boolean;
  listings?: number;
  ordersPerDay?: number;
  clientId?: string;
  clientSecret?: string;
}

const { state, control = false, authorise = isForgetful(), listings, ordersPerDay, ...given } = command.opts<Options>();

const simulator = await startSimulator({
  ...given,
  control,
  stateDir: state ?? null,
  world: { ...(listings === undefined ? {} : { listings }), ...(ordersPerDay === undefined ? {} : { ordersPerDay }) },
});
const sellers = await Promise.all(
  simulator.sellers.map(async (seller) =>
    authorise ? { ...seller, refreshToken: await simulator.issueRefreshToken(seller.sellerId) } : seller,
  ),
);
const { url, authUrl, clientId, clientSecret } = simulator;
process.stdout.write(`${JSON.stringify({ url, authUrl, clientId, clientSecret, sellers })}\n`);

/** Without a folder nobody can hold a key from before. */
function isForgetful(): boolean {
  return command.opts<Options>().state === undefined;
}

const stop = () => void simulator.close().then(() => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
// Started by another process of ours: without it there is nobody to serve.
if (process.connected) process.once('disconnect', stop);
