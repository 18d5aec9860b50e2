import type { Secret } from '@pulso/runtime';
import { callAddress } from '../call-address.ts';
import { AlertRefused } from './alert-refused.ts';
import type { AlertChannel } from './incident-message.ts';

const TIMEOUT_MS = 10_000;

/**
 * Posts messages as JSON: `text`, which Slack and those like it show, and `pulso` with the facts for programs, which they leave aside.
 * Any 2xx counts as taken; redirects are not followed, because a POST that is sent on may arrive as something else.
 */
export function webhookChannel(url: Secret): AlertChannel {
  return {
    name: 'webhook',
    async send({ id, title, lines, fields }) {
      const text = [title, ...lines].map(withoutMarkup).join('\n');
      const { isGood, status } = await callAddress(url.reveal(), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text, pulso: { id, ...fields } }),
        redirect: 'manual',
        timeout_ms: TIMEOUT_MS,
      });
      if (!isGood) throw new AlertRefused(`The webhook answered ${status}`);
    },
  };
}

/** Names come from outside: in Slack's markup `<!channel>` would call everybody. */
function withoutMarkup(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
