import type { Settings } from '@pulso/runtime';
import { callWatch } from '../heartbeat/call-watch.ts';
import { AlertRefused } from './alert-refused.ts';
import type { AlertText } from './incident-message.ts';
import { openAlertChannels } from './open-alert-channels.ts';

/** The ways on which an installation can tell somebody; `heartbeat` is the watch outside, which hears that runs end well. */
export const alertWayNames = ['webhook', 'mail', 'heartbeat'] as const;
export type AlertWayName = (typeof alertWayNames)[number];

/** A way that is set up, as it can be tried. */
export interface AlertWay {
  name: AlertWayName;
  /** @throws Error when nobody has taken it, or that is not known; ends within half a minute */
  send(text: AlertText): Promise<void>;
}

/** The ways that the settings name, in the order of `alertWayNames`. */
export function openAlertWays(
  settings: Pick<Settings, 'alertWebhookUrl' | 'smtpUrl' | 'alertMail' | 'heartbeatUrl'>,
): AlertWay[] {
  const { heartbeatUrl } = settings;
  const ways: AlertWay[] = openAlertChannels(settings);
  if (heartbeatUrl === null) return ways;
  // A watch takes no text: it is called as after a good run.
  const send = async () => {
    const { isGood, status } = await callWatch(heartbeatUrl);
    if (!isGood) throw new AlertRefused(`The watch answered ${status}`);
  };
  return [...ways, { name: 'heartbeat', send }];
}
