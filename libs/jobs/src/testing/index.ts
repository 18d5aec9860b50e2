export { keepEverything } from './keep-everything.ts';
export { openMailServer } from './open-mail-server.ts';
export { openWebhook } from './open-webhook.ts';
export { openSimulatedSeller } from './simulated-seller.ts';
