import { Socket } from 'node:net';
import type pg from 'pg';
import { leaveServer } from './hold-server.ts';
import { stopServer } from './stop-server.ts';

const REPAIR_EVERY_MS = 500;

export interface HoldOptions {
  /** finds or starts the server again; null = not yet */
  arrive: () => Promise<pg.Client | null>;
  cluster: string;
  pgCtl: string;
  log: (message: string) => void;
}

/**
 * Stays a user of the server until `release`: when the connection is lost, because the server crashed or was killed,
 * it arrives again. The connection does not keep the process alive.
 */
export function keepHold(first: pg.Client, { arrive, cluster, pgCtl, log }: HoldOptions): { release(): Promise<void> } {
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
      planRepair();
    });
  }

  function planRepair(): void {
    setTimeout(() => {
      repairing = repair();
    }, REPAIR_EVERY_MS).unref();
  }

  async function repair(): Promise<void> {
    if (released !== null) return;
    const next = await arrive().catch((error: unknown) => {
      log(error instanceof Error ? error.message : String(error));
      return null;
    });
    if (next === null) planRepair();
    else hold(next);
  }

  async function release(): Promise<void> {
    await repairing;
    const last = client;
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
