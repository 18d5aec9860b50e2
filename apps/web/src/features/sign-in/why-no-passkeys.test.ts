import { expect, it } from 'vitest';
import { whyNoPasskeys } from './why-no-passkeys.ts';

const known = () => undefined;

it.each([
  ['pulso.example.com', known, null],
  ['localhost', known, null],
  ['127.0.0.1', known, 'numbers'],
  ['203.0.113.9', undefined, 'numbers'],
  ['[::1]', known, 'numbers'],
  ['4everyone.example', known, null],
  ['servidor-da-loja', undefined, 'browser'],
])(
  'a page at %s, in a browser whose way to passkeys is %o, is without them because of: %s',
  (hostname, PublicKeyCredential, why) => {
    expect(whyNoPasskeys({ hostname, PublicKeyCredential })).toBe(why);
  },
);
