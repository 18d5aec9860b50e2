import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { AppError } from '@pulso/domain';

/** One process of a local start: the simulator, the API or the scheduler. */
export interface Part {
  name: string;
  logFile: string;
  /** The first JSON line that the part prints, or the first message it sends; rejects with its last words when it ends before. */
  ready: Promise<unknown>;
  /** Resolves with the exit code once the part has ended, whatever ended it. */
  ended: Promise<number | null>;
  /** Sends the part a word over the channel; one that has ended does not hear it. */
  tell(message: object): void;
  stop(): Promise<void>;
}

export interface PartOptions {
  name: string;
  /** The bundle to run. */
  main: string;
  args?: string[];
  env: NodeJS.ProcessEnv;
  /** Where the part's log goes, one file per part. */
  logDir: string;
}

const STOP_MS_MAX = 20_000;

/**
 * Starts a part as a process of its own, tied to this one by a channel: when this process dies, however it dies, the
 * channel closes and the part ends itself. Its own process group keeps the terminal's Ctrl-C for us to hand on in order.
 */
export async function spawnPart({ name, main, args = [], env, logDir }: PartOptions): Promise<Part> {
  await mkdir(logDir, { recursive: true });
  const logFile = join(logDir, `${name}.log`);
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const child = spawn(process.execPath, [main, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  child.stderr?.pipe(log, { end: false });
  const lastWords = readLastWords(child.stderr);
  const ended = once(child, 'exit').then(([code]) => {
    log.end();
    return code as number | null;
  });
  const early = ended.then(async (code) => {
    const said = (await lastWords) ?? 'it did not say why';
    throw new AppError('internal', `${name} ended with code ${code} before it was ready: ${said}; see ${logFile}`);
  });
  return {
    name,
    logFile,
    ready: Promise.race([firstWord(child, name), early]),
    ended,
    tell: (message) => void (child.connected && child.send(message, () => undefined)),
    stop: () => stopChild(child, ended),
  };
}

function firstWord(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise<unknown>((resolve, reject) => {
    if (!child.stdout) return reject(new AppError('internal', `${name} has no output`));
    createInterface({ input: child.stdout }).on('line', (text) => {
      try {
        resolve(JSON.parse(text));
      } catch (cause) {
        reject(new AppError('internal', `${name} printed something that is not JSON`, { cause }));
      }
    });
    child.once('message', resolve);
    child.once('error', reject);
  });
}

/** The sentence that a program ends with: the first line after those of its log, each of which is an object, and after Node's own warnings. */
async function readLastWords(stderr: Readable | null): Promise<string | null> {
  let sentence: string | null = null;
  if (stderr === null) return sentence;
  for await (const line of createInterface({ input: stderr })) {
    if (line.startsWith('{')) sentence = null;
    else if (!line.startsWith('(')) sentence ??= line.trim() || null;
  }
  return sentence;
}

async function stopChild(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  await ended;
  clearTimeout(timer);
}
