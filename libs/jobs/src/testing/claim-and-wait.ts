// A process of its own that claims an alert as the first thing of sending it, says so, and never gets further; tests kill it.
import { createDatabase } from '@pulso/database';
import { claimMessage } from '../alerts/claim-message.ts';

const [url = '', channel = '', lease_ms = ''] = process.argv.slice(2);
const db = createDatabase({ url, poolMax: 1, applicationName: 'pulso alerts of a test' });
const claimed = await claimMessage(db, channel as 'webhook', { lease_ms: Number(lease_ms) });
process.stdout.write(claimed ? `claimed ${claimed.claim.phase}\n` : 'nothing\n');
// It outlives no test, however that ends.
process.stdin.on('end', () => process.exit()).resume();
