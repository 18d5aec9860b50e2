import { Socket } from 'node:net';
import type pg from 'pg';
import { leaveServer } from './hold-server.ts';
import { stopServer } from './stop-server.ts';
import { waitFor } from './wait-for.ts';

const REPAIR_TIMEOUT_MS = 60_000;
const REPAIR_AGAIN_AFTER_MS = 2_000;

export interface HoldOptions {
  /** becomes a user of the server if one runs; null = not yet */
  attach: () => Promise<pg.Client | null>;
  /** the same, and starts one if none runs */
  attachOrStart: () => Promise<pg.Client | null>;
  cluster: string;
  pgCtl: string;
  log: (message: string) => void;
}

/**
 * Stays a user of the server until `release`: when the connection is lost, because the server crashed or was killed,
 * it starts the server again. The connection does not keep the process alive.
 */
export function keepHold(first: pg.Client, options: HoldOptions): { release(): Promise<void> } {
  const { attach, attachOrStart, cluster, pgCtl, log } = options;
  let client: pg.Client | null = null;
  let repairing: Promise<void> = Promise.resolve();
  let released: Promise<void> | null = null;

  function hold(next: pg.Client): void {
    client = next;
    socketOf(next)?.unref();
    next.once('end', () => {
      client = null;
      if (released !== null) return;
      log('The connection to the embedded database is lost; opening it again');
      repairing = repair();
    });
  }

  async function repair(): Promise<void> {
    const arrive = async () => (released === null ? attachOrStart() : 'released');
    try {
      const next = await waitFor(arrive, { what: 'the embedded database to come back', timeout_ms: REPAIR_TIMEOUT_MS });
      if (next !== 'released') hold(next);
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
      setTimeout(() => (repairing = repair()), REPAIR_AGAIN_AFTER_MS).unref();
    }
  }

  async function release(): Promise<void> {
    await repairing;
    // A server that a repair has brought back and nobody holds would run for ever.
    const last = client ?? (await attach().catch(() => null));
    if (last === null) return;
    socketOf(last)?.ref();
    const pid = await leaveServer(last).catch(() => null);
    if (pid !== null) await stopServer(pid, cluster, pgCtl);
    await last.end().catch(() => {});
  }

  hold(first);
  return { release: () => (released ??= release()) };
}

function socketOf(client: pg.Client): Socket | null {
  const { stream } = client.connection;
  return stream instanceof Socket ? stream : null;
}
