import { linkSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, isPostmaster } from './is-postmaster.ts';

/** What the server writes about itself into its cluster. */
export interface FoundServer {
  readonly pid: number;
  readonly port: number;
  /** it has finished starting and accepts connections */
  readonly isReady: boolean;
}

/** A server needs far less than this to fill in the file that it has just created. */
const EMPTY_FILE_IS_DEBRIS_AFTER_MS = 5_000;

/**
 * The server that runs on `cluster`; null when none does and one may be started.
 * Removes the note of a dead server whose process id another program has now, because PostgreSQL would
 * believe it and refuse to start.
 */
export function findServer(cluster: string): FoundServer | 'unknown' | null {
  const file = join(cluster, 'postmaster.pid');
  const note = readNote(file);
  if (note === null) return null;
  const lines = note.split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid || !port) {
    if (ageOf_ms(file) < EMPTY_FILE_IS_DEBRIS_AFTER_MS) return 'unknown';
    removeNote(file, note);
    return null;
  }
  if (isPostmaster(pid, cluster)) return { pid, port, isReady: lines[7]?.trim() === 'ready' };
  if (isAlive(pid)) removeNote(file, note);
  return null;
}

function readNote(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function ageOf_ms(file: string): number {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

/**
 * Takes the note away, and puts it back when it turns out to be another one: between our reading and our taking
 * a second starter may have brought up a server. PostgreSQL's lock on its shared memory covers that moment.
 */
function removeNote(file: string, expected: string): void {
  const taken = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, taken);
    if (readNote(taken) !== expected) linkSync(taken, file);
  } catch {
    // Somebody else took it first, or has written a newer one: the next look will see that.
  }
  rmSync(taken, { force: true });
}
