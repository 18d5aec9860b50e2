import type { ResolvedSettings } from '@pulso/runtime';
import { type Finding, ok, warn } from './finding.ts';

/** Whether anybody would be told of trouble without looking. */
export function checkAlerts({ alertWebhookUrl, smtpUrl, heartbeatUrl }: ResolvedSettings): Finding {
  const channels = [
    ...(alertWebhookUrl ? ['webhook'] : []),
    ...(smtpUrl ? ['e-mail'] : []),
    ...(heartbeatUrl ? ['sinal de vida (HEARTBEAT_URL)'] : []),
  ];
  if (channels.length > 0) return ok('alerts', `Alertas por ${channels.join(', ')}`);
  const todo =
    'Defina ALERT_WEBHOOK_URL ou SMTP_URL, e HEARTBEAT_URL para saber quando nada roda; .env.example explica';
  return warn('alerts', 'Nenhum canal de alerta: um atraso só é visto por quem olhar', todo);
}
