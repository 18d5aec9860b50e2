/** What a page has to be looked at for; the browser's own when left out. */
interface Surroundings {
  hostname: string;
  /** The browser's way to passkeys, which it has on pages that nobody can have changed on their way. */
  PublicKeyCredential: unknown;
}

/**
 * Why no passkey can be used on this page: it was opened by an address in numbers, and passkeys hold for a name; or the browser knows none,
 * or none here. Null when one can.
 */
export function whyNoPasskeys(given?: Surroundings): 'numbers' | 'browser' | null {
  const { hostname, PublicKeyCredential } = given ?? {
    hostname: location.hostname,
    PublicKeyCredential: Reflect.get(globalThis, 'PublicKeyCredential'),
  };
  if (/^[\d.]+$|^\[/.test(hostname)) return 'numbers';
  return typeof PublicKeyCredential === 'function' ? null : 'browser';
}
