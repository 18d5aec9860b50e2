import type { FirstRun } from './first-runs.ts';

/** A line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What a first run brought, in one line. */
export function sayRun({ daysBack, run, elapsed_seconds }: FirstRun): void {
  const seconds = elapsed_seconds.toFixed(1);
  if (run.status === 'FAILED' || run.status === 'ABANDONED') {
    say(`${daysBack} dias: a leitura falhou (${run.errorCode ?? run.status}): ${run.errorMessage ?? 'veja os logs'}`);
    return;
  }
  const part = run.status === 'PARTIAL' ? ', com partes que faltam' : '';
  say(`${daysBack} dias prontos em ${seconds} s (${run.recordsProcessed} registros${part})`);
}
