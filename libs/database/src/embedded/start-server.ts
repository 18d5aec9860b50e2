import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { AppError } from '@pulso/domain';
import type { Binaries } from './find-binaries.ts';
import { findServer } from './find-server.ts';
import { giveTo } from './give-to.ts';
import { pickPort } from './pick-port.ts';
import type { RunAs } from './run-as.ts';
import { serverEnv } from './server-env.ts';
import type { ServerFolder } from './server-folder.ts';
import { serverSettings } from './server-settings.ts';
import { waitFor } from './wait-for.ts';

const LOG_BYTES_MAX = 1_000_000;
/** Recovery after a crash replays at most `max_wal_size`. */
const START_TIMEOUT_MS = 120_000;

const LOST_RACE = /lock file ".*" (already exists|is empty)|pre-existing shared memory block/;
const PORT_TAKEN = /could not create any TCP\/IP sockets/;

/**
 * Starts a server and returns when it is ready, or when it ended for a reason that another look can mend:
 * somebody else started one, the last one's processes are still ending, or its port was taken meanwhile.
 * @throws AppError `database_unavailable` with the server's own words when it ended otherwise
 */
export async function startServer(
  folder: ServerFolder,
  { binaries, runAs, durable }: { binaries: Binaries; runAs: RunAs; durable: boolean },
): Promise<void> {
  giveTo(runAs, folder.cluster);
  const port = await pickPort(folder.portFile);
  const logStart = openLog(folder.logFile);
  const command = [...runAs.prefix, binaries.postgres, '-D', folder.cluster, ...serverSettings(port, { durable })];
  const ended = await launch(command, folder, { ...runAs.identity, env: { ...serverEnv(), ...binaries.env } });
  if (ended === null) {
    writeFileSync(folder.portFile, String(port));
    return;
  }
  const words = readLog(folder.logFile, logStart);
  if (PORT_TAKEN.test(words)) rmSync(folder.portFile, { force: true });
  else if (!LOST_RACE.test(words)) {
    throw new AppError(
      'database_unavailable',
      `The embedded database in ${folder.root} did not start: ${ended}\n${words}`,
    );
  }
}

interface Launch {
  uid?: number;
  gid?: number;
  env: Record<string, string>;
}

/** @returns null when the server is ready, else how its process ended */
async function launch(command: string[], folder: ServerFolder, options: Launch): Promise<string | null> {
  const log = openSync(folder.logFile, 'a', 0o600);
  const [program = '', ...args] = command;
  // A group of its own: Ctrl-C in our terminal must not reach the server before we have finished with it.
  const child = spawn(program, args, { ...options, cwd: '/', detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const end = endOf(child);
  const ready = () => {
    if (end.reason !== null) return end;
    const found = findServer(folder.cluster);
    return found !== null && found !== 'unknown' && found.pid === child.pid && found.isReady ? end : null;
  };
  const { reason } = await waitFor(ready, { what: 'the embedded database to start', timeout_ms: START_TIMEOUT_MS });
  child.unref();
  return reason;
}

function endOf(child: ChildProcess): { reason: string | null } {
  const end: { reason: string | null } = { reason: null };
  child.on('error', (error) => (end.reason = error.message));
  child.on('exit', (code, signal) => (end.reason = `it ended with ${code ?? signal}`));
  return end;
}

/** Keeps the log bounded: at most two files of about `LOG_BYTES_MAX`. @returns where the new part begins */
function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LOG_BYTES_MAX) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

function readLog(file: string, from: number): string {
  const text = Buffer.alloc(4_000);
  const log = openSync(file, 'r');
  const length = readSync(log, text, 0, text.length, from);
  closeSync(log);
  return text.toString('utf8', 0, length).trim();
}
