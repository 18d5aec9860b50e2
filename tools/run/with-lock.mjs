// Plain JavaScript without dependencies: it runs on the machine's Node before anything is installed.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 200;

/**
 * Does what only one process may do at a time. The lock is a file with the pids of those at work: once they are all dead, whatever
 * ended them, the next one takes it over.
 *
 * @template Result
 * @param {string} path
 * @param {(hold: (pid: number) => void) => Promise<Result>} work given a way to name a process of its own, which may outlive this one
 * @param {{ wait_ms: number, onWait: () => void }} options how long is waited for another, and what is told once when waiting begins
 * @returns {Promise<Result>}
 * @throws {Error} when another still holds it after so long
 */
export async function withLock(path, work, { wait_ms, onWait }) {
  const began_ms = Date.now();
  for (let isTold = false; !take(path); isTold = true) {
    if (!isTold) onWait();
    if (Date.now() - began_ms > wait_ms) {
      const holders = holdersOf(path).join(' and ');
      throw new Error(
        `${path} is still held by process ${holders}: end it, or remove the file, and run the command again.`,
      );
    }
    await sleep(LOOK_MS);
  }
  try {
    return await work((pid) => {
      const draft = draftOf(path);
      writeFileSync(draft, `${process.pid}\n${pid}\n`);
      renameSync(draft, path);
    });
  } finally {
    rmSync(path, { force: true });
  }
}

const draftOf = (path) => `${path}.${process.pid}`;

/** A link fails where there is one already, and brings its content with it: nobody ever sees a lock without its holder. */
function take(path) {
  const draft = draftOf(path);
  writeFileSync(draft, `${process.pid}\n`);
  try {
    if (linkIfFree(draft, path)) return true;
    if (isHeld(path)) return false;
    removeDead(path);
    return linkIfFree(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Somebody quicker may have taken it over since it was looked at: then that one has it back. */
function removeDead(path) {
  const aside = `${draftOf(path)}.dead`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return;
  }
  if (isHeld(aside)) linkIfFree(aside, path);
  rmSync(aside, { recursive: true, force: true });
}

function linkIfFree(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function isHeld(path) {
  return holdersOf(path).some(isAlive);
}

function holdersOf(path) {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean).map(Number);
  } catch (error) {
    // Given back meanwhile, or the folder that earlier versions left behind.
    if (error.code === 'ENOENT' || error.code === 'EISDIR') return [];
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return error.code === 'EPERM';
  }
}
