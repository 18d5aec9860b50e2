import type { Tenant } from '@pulso/connections';
import type { FirstRun } from './first-runs.ts';
import type { Part } from './spawn-part.ts';

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

/** How the first tenant gets its first seller. */
export function sayNoSeller({ tenantId, name }: Tenant): void {
  const add = `npm run pulso -- connection add --tenant ${tenantId} --refresh-token -`;
  say(`${name}: nenhuma conta conectada. Conecte uma: ${add}`);
}

/** That a part ended which should still run, and with it everything. */
export function sayEnd({ name, logFile }: Part, code: number | null): void {
  say(`O Pulso encerra, porque ${name} terminou (código ${code ?? 'nenhum'}); o motivo está em ${logFile}`);
}
