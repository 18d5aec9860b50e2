import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ConnectionDeps } from '../connection-deps.ts';
import { openTappedLine, type TappedLine } from './tapped-line.ts';

export interface RenewErrand {
  databaseUrl: string;
  application: ConnectionDeps['application'];
  /** In base64. */
  key: string;
}

export interface RenewOrder {
  tenantId: string;
  connectionId: string;
  /** What time it is for the worker. */
  at: string;
  /** How many ask at the same time. */
  callers: number;
}

export type RenewReport = ({ key: string } | { error: string })[];

/** A process that renews, on a line of its own to the database. */
export interface RenewWorker {
  pid: number;
  line: TappedLine;
  /** What its callers got; null when it was killed. */
  renew(order: RenewOrder): Promise<RenewReport | null>;
  kill(): void;
  isAlive(): boolean;
  close(): Promise<void>;
}

export async function openRenewWorker(errand: RenewErrand): Promise<RenewWorker> {
  const line = await openTappedLine(errand.databaseUrl);
  const told: RenewErrand = { ...errand, databaseUrl: line.url };
  const child: ChildProcess = fork(join(import.meta.dirname, 'renew-worker.ts'), [JSON.stringify(told)]);
  const gone = once(child, 'exit');
  await once(child, 'message');
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  const kill = () => void child.kill('SIGKILL');
  return {
    pid: child.pid ?? 0,
    line,
    isAlive,
    kill,
    async renew(order) {
      const report = once(child, 'message').then(([message]) => message as RenewReport);
      child.send(order);
      return Promise.race([report, gone.then(() => null)]);
    },
    async close() {
      kill();
      await gone;
      await line.close();
    },
  };
}
