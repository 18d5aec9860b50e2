import type { Settings } from '@pulso/runtime';
import type { AlertChannel } from './incident-message.ts';
import { mailChannel } from './mail-channel.ts';
import { webhookChannel } from './webhook-channel.ts';

/** The ways that the settings name; none = nobody wants to be told. */
export function openAlertChannels({
  alertWebhookUrl,
  smtpUrl,
  alertMail,
}: Pick<Settings, 'alertWebhookUrl' | 'smtpUrl' | 'alertMail'>): AlertChannel[] {
  return [
    ...(alertWebhookUrl ? [webhookChannel(alertWebhookUrl)] : []),
    ...(smtpUrl && alertMail ? [mailChannel(smtpUrl, alertMail)] : []),
  ];
}
