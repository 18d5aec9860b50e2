import { describe, expect, test } from 'vitest';
import { whyNoLocalSignIn } from './local-sign-in.ts';

const SETTINGS = { database: 'embedded', source: 'simulator', publicUrl: null, trustProxy: false } as const;
const ORIGIN = { peer: '127.0.0.1', ownPort: 3000, headers: { host: '127.0.0.1:3000' } };

const why = (origin: object = {}, settings: object = {}) =>
  whyNoLocalSignIn({ ...SETTINGS, ...settings }, { ...ORIGIN, ...origin });

describe('the local sign-in', () => {
  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('lets somebody in from %s', (peer) => {
    expect(why({ peer })).toBeNull();
  });

  test.each(['127.0.0.1:3000', 'localhost:3000', 'LOCALHOST:3000', '[::1]:3000'])('knows itself as %s', (host) => {
    expect(why({ headers: { host } })).toBeNull();
  });

  test('needs no port in the name only where browsers leave it out', () => {
    expect(why({ headers: { host: 'localhost' }, ownPort: 80 })).toBeNull();
    expect(why({ headers: { host: 'localhost' } })).toMatch(/address/);
  });

  test.each([
    ['another database', { database: 'external' }, /database/],
    ['the real Mercado Livre', { source: 'mercadolivre' }, /Mercado Livre/],
    ['a public address', { publicUrl: 'https://pulso.example.com' }, /PUBLIC_URL/],
    ['believed proxies', { trustProxy: 1 }, /TRUST_PROXY/],
  ])('is closed with %s', (_, settings, reason) => {
    expect(why({}, settings)).toMatch(reason);
  });

  test.each(['10.0.0.5', '::ffff:10.0.0.5', '192.168.1.2', '127.0.0.1.evil.example', '', undefined])(
    'is closed for the peer %s',
    (peer) => {
      expect(why({ peer })).toMatch(/this machine/);
    },
  );

  test.each([
    'pulso.example.com:3000',
    'localhost.evil.example:3000',
    '127.0.0.1.nip.io:3000',
    '127.0.0.2:3000',
    '0.0.0.0:3000',
    '[::]:3000',
    'localhost:3001',
    'localhost:03000x',
    'user@localhost:3000',
    '127.0.0.1:3000:3000',
    '',
    undefined,
  ])('is closed under the name %s', (host) => {
    expect(why({ headers: { host } })).toMatch(/address/);
  });

  test('is closed when the own port is not known', () => {
    expect(why({ ownPort: undefined })).toMatch(/address/);
  });

  test.each([
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-anything',
    'x-real-ip',
    'via',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
  ])('is closed with the header %s, even an empty one', (name) => {
    expect(why({ headers: { ...ORIGIN.headers, [name]: '' } })).toMatch(/forwarded/);
  });
});
