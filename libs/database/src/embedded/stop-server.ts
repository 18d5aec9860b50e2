import { spawnSync } from 'node:child_process';
import { isPostmaster } from './is-postmaster.ts';
import { waitFor } from './wait-for.ts';

const FAST_TIMEOUT_MS = 45_000;
const IMMEDIATE_TIMEOUT_MS = 10_000;

/**
 * Stops the server `pid` of `cluster` and waits for its end: ends all sessions and writes everything down. When that
 * takes too long it is stopped without writing; the next start then recovers.
 * @throws AppError `database_unavailable` when it does not end at all
 */
export async function stopServer(pid: number, cluster: string, pgCtl: string): Promise<void> {
  if (process.platform === 'win32') {
    spawnSync(pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w'], { stdio: 'ignore' });
    return;
  }
  const gone = () => (isPostmaster(pid, cluster) ? null : true);
  signal(pid, 'SIGINT');
  try {
    await waitFor(gone, { what: 'the embedded database to stop', timeout_ms: FAST_TIMEOUT_MS });
  } catch {
    signal(pid, 'SIGQUIT');
    await waitFor(gone, { what: 'the embedded database to stop', timeout_ms: IMMEDIATE_TIMEOUT_MS });
  }
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}
