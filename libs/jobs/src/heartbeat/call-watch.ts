import type { Secret } from '@pulso/runtime';
import { callAddress } from '../call-address.ts';

const TIMEOUT_MS = 5_000;

/** Calls the watch outside once, which takes that for a run that ended well. @throws as `callAddress` */
export const callWatch = (url: Secret): ReturnType<typeof callAddress> =>
  callAddress(url.reveal(), { timeout_ms: TIMEOUT_MS });
