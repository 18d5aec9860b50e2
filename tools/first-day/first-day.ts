// A new contributor's first day, as one command: a fresh clone of what is committed, `npm start`, a metric added by following
// CONTRIBUTING.md, its tests, its tile, `npm run verify`. Ends with what each part took, in seconds of this machine.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { change, type Edit } from './add-a-metric.ts';

const root = join(import.meta.dirname, '../..');
const HOUR_SECONDS = 3_600;

const folder = mkdtempSync(join(tmpdir(), 'pulso-first-day-'));
const clone = join(folder, 'pulso');
const took: { name: string; seconds: number }[] = [];
try {
  await timed('clone', () => run('git', ['clone', '--quiet', root, clone], folder));
  await timed('npm start, up to 120 days of numbers', startAndStop);
  for (const { step, edits } of change) {
    console.log(`-- ${step}`);
    for (const edit of edits) apply(edit);
  }
  await timed('the worked examples', () =>
    npm('test', '--', '--project=@pulso/metrics', 'src/worked-examples.test.ts'),
  );
  await timed('the tests of the page', () => npm('test', '--', '--project=@pulso/web'));
  await timed('the tests of the API', () => npm('test', '--', '--project=@pulso/api', 'src/trpc'));
  await timed('npm run verify', () => npm('run', 'verify'));
  await timed('the tile and its passport in Chromium', () => npm('run', 'e2e', '--', 'overview', 'passport'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const whole_seconds = took.reduce((sum, { seconds }) => sum + seconds, 0);
for (const { name, seconds } of took) console.log(`${seconds.toFixed(0).padStart(6)} s  ${name}`);
console.log(`${whole_seconds.toFixed(0).padStart(6)} s  the whole day`);
process.exit(whole_seconds <= HOUR_SECONDS ? 0 : 1);

async function timed(name: string, work: () => Promise<void>): Promise<void> {
  console.log(`== ${name}`);
  const began = performance.now();
  await work();
  took.push({ name, seconds: (performance.now() - began) / 1000 });
}

function npm(...args: string[]): Promise<void> {
  return run('npm', args, clone);
}

async function run(command: string, args: string[], cwd: string): Promise<void> {
  const [code] = await once(spawn(command, args, { cwd, stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
}

/** What a person does who wants to see it: starts it, waits for the numbers, stops it with Ctrl-C. */
async function startAndStop(): Promise<void> {
  const env = { ...process.env, PORT: '0', PULSO_DATA_DIR: join(folder, 'data') };
  const child = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = once(child, 'exit');
  const seen: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    seen.push(line);
    // A terminal gives it to the whole group.
    if (/Ctrl-C encerra/.test(line)) process.kill(-(child.pid ?? 0), 'SIGINT');
  }
  // npm ends by the signal itself once the product has ended.
  const [code, signal] = await ended;
  if (code !== 0 && signal !== 'SIGINT') throw new Error(`npm start ended with ${code ?? signal}`);
  if (!seen.some((line) => line.startsWith('120 dias prontos'))) throw new Error('npm start ended before its 120 days');
}

function apply({ file, after, text }: Edit): void {
  const path = join(clone, file);
  const before = readFileSync(path, 'utf8');
  if (before.split(after).length !== 2) throw new Error(`${file} has not exactly one place like: ${after.trim()}`);
  writeFileSync(
    path,
    before.replace(after, () => after + text),
  );
}
