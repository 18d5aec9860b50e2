import { randomUUID } from 'node:crypto';
import type { Logger } from '@pulso/runtime';
import { AlertRefused } from './alert-refused.ts';
import type { AlertWay, AlertWayName } from './alert-ways.ts';
import type { AlertText } from './incident-message.ts';

/** How a message that was sent to try a way ended; `sign_in_refused`: the mail server did not let us in. */
export type AlertOutcome = 'taken' | 'refused' | 'sign_in_refused' | 'unreachable';

export interface AlertTrial {
  way: AlertWayName;
  outcome: AlertOutcome;
}

/** Sends one message on every way, all at once. Never throws: why one was not taken is logged, because it may name what is secret. */
export async function tryAlertWays(
  ways: readonly AlertWay[],
  { tenant, now, log }: { tenant: { tenantId: string; name: string }; now: Date; log: Logger },
): Promise<AlertTrial[]> {
  const text = composeTrial(tenant, now);
  return Promise.all(
    ways.map(async ({ name, send }) => {
      try {
        await send(text);
        return { way: name, outcome: 'taken' as const };
      } catch (error) {
        log.warn({ tenantId: tenant.tenantId, channel: name, err: error }, 'a message to try a way was not taken');
        return { way: name, outcome: outcomeOf(error) };
      }
    }),
  );
}

function composeTrial({ tenantId, name }: { tenantId: string; name: string }, now: Date): AlertText {
  return {
    id: `${randomUUID()}-trial`,
    title: `Teste de alerta: ${name}`,
    lines: ['Esta mensagem foi pedida no painel, para saber se os alertas chegam. Nada está errado.'],
    fields: { event: 'trial', tenantId, tenantName: name, askedAt: now.toISOString() },
  };
}

/** Codes of the mail library for a conversation that took place and ended without the mail. */
const MAIL_REFUSALS = ['EENVELOPE', 'EMESSAGE', 'EPROTOCOL'];

function outcomeOf(error: unknown): AlertOutcome {
  if (error instanceof AlertRefused) return 'refused';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EAUTH') return 'sign_in_refused';
  return MAIL_REFUSALS.includes(code) ? 'refused' : 'unreachable';
}
