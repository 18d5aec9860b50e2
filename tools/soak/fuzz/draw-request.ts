import { gzipSync } from 'node:zlib';
import type { Draw } from '../draw.ts';

/** An address of the API with the methods that it has. */
export interface FuzzTarget {
  path: string;
  methods: readonly string[];
}

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'get',
  'G\u00cbT',
  '',
];
const PIECES = [
  '%00',
  '%2e%2e%2f',
  '..%5c',
  '%c0%af',
  '%ff',
  '%',
  '//',
  '/./',
  ';a=b',
  '\u00e9',
  '%F0%9F%92%A9',
  "'--",
  '{{7*7}}',
  '$(id)',
  '\t',
];
const VALUES = [
  '-1',
  '0',
  '1e9',
  '99999999999999999999',
  'NaN',
  'null',
  'true',
  '[]',
  '{}',
  '2026-02-30',
  '9999-99-99',
  'a'.repeat(3000),
  '%F0',
  '',
];
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/json;;;',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/trpc+json',
  '',
  '\u00e9/\u00e9',
];
const ENCODINGS = ['gzip', 'deflate', 'br', 'identity', 'zstd', 'gzip, gzip', 'chunked', '*'];
const NAMES = [
  'tenantId',
  'from',
  'to',
  'slot',
  'daysBack',
  '__proto__',
  'constructor',
  'toString',
  'json',
  '0',
  '',
  'batch',
  'limit',
  'cursor',
  'email',
  'password',
  'token',
  'role',
  'userId',
];
/** What a browser says of a passkey, as far as its form goes. */
const credentialOf = (word: string, response: object) => ({
  id: word,
  rawId: word,
  type: 'public-key',
  response: { clientDataJSON: word, ...response },
});

/** Bodies that the ways in take for well-formed. */
const SIGN_INS: readonly ((word: string) => object)[] = [
  (word) => ({ email: `${word}@example.com`, password: `${word} and some more` }),
  (word) => ({ email: `${word}@example.com`, password: `${word} and some more`, token: word }),
  (word) => ({ token: word, password: `${word} and some more` }),
  (word) => ({ token: word }),
  (word) => ({ email: `${word}@example.com` }),
  (word) => ({ email: `${word}@example.com`, role: 'owner' }),
  (word) => ({ tenantId: word }),
  (word) => ({ credential: credentialOf(word, { authenticatorData: word, signature: word }) }),
  (word) => ({ name: word, credential: credentialOf(word, { attestationObject: word, transports: [word] }) }),
  (word) => ({ passkeyId: '00000000-0000-4000-8000-000000000000', password: word }),
  () => ({}),
];
const ODD_HEADERS = [
  'x-forwarded-for: 127.0.0.1',
  'forwarded: for=127.0.0.1;proto=https',
  'host: evil.example',
  'host: [',
  'origin: https://evil.example',
  'origin: null',
  'sec-fetch-site: cross-site',
  'cookie: pulso_passkey=x.y; pulso_second_step=%',
  'cookie: pulso_connect=x; __proto__=y',
  'cookie: pulso_session=; pulso_session=x.y; __Host-pulso_session=%',
  `cookie: pulso_session=${'x'.repeat(32)}.${encodeURIComponent(`${'A'.repeat(43)}=`)}`,
  'cookie: better-auth.session_token=x.y; pulso_session=%00.%ff',
  `cookie: ${'c'.repeat(6000)}`,
  'authorization: Bearer x',
  'prefer: respond-async, wait=-1',
  'expect: 100-continue',
  'expect: nonsense',
  'upgrade: websocket',
  'range: bytes=0-,-1',
  'accept: */*;q=NaN',
  'trpc-accept: application/jsonl',
  'transfer-encoding: chunked',
  'content-length: 5',
  'content-length: -1',
  'x-http-method-override: DELETE',
  'if-none-match: *',
];
const DEEP = 2_000;

/** One request as it goes over the wire: near enough to a real one to get past the first check, and wrong somewhere. */
export function drawRequest(
  draw: Draw,
  targets: readonly FuzzTarget[],
  { key, host }: { key: string; host: string },
): Buffer {
  const target = draw.oneOf(targets);
  const body = draw.share() < 0.5 ? drawBody(draw) : Buffer.alloc(0);
  const isPacked = draw.share() < 0.1;
  const sent = isPacked ? gzipSync(body) : body;
  const lines = [
    `${drawMethod(draw, target)} ${drawAddress(draw, target)} HTTP/${draw.share() < 0.97 ? '1.1' : draw.oneOf(['1.0', '2', '0.9', 'x'])}`,
    ...(draw.share() < 0.98 ? [`host: ${host}`] : []),
    'connection: close',
    ...drawKey(draw, key),
    ...(draw.share() < 0.8 ? [`content-type: ${draw.share() < 0.6 ? 'application/json' : draw.oneOf(TYPES)}`] : []),
    ...(isPacked || draw.share() < 0.05 ? [`content-encoding: ${draw.oneOf(ENCODINGS)}`] : []),
    ...(sent.length > 0 && draw.share() < 0.95
      ? [`content-length: ${sent.length + (draw.share() < 0.05 ? draw.whole(-3, 40) : 0)}`]
      : []),
    ...Array.from({ length: draw.oneOf([0, 0, 0, 1, 2]) }, () => draw.oneOf(ODD_HEADERS)),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), sent]);
}

function drawMethod(draw: Draw, target: FuzzTarget): string {
  return draw.share() < 0.8 ? draw.oneOf(target.methods) : draw.oneOf(METHODS);
}

function drawAddress(draw: Draw, { path }: FuzzTarget): string {
  const filled = path.replace(/\{\w+\}/g, () => (draw.share() < 0.5 ? drawUuid(draw) : draw.oneOf(VALUES)));
  const at = draw.whole(0, filled.length);
  const odd = draw.share() < 0.2 ? filled.slice(0, at) + draw.oneOf(PIECES) + filled.slice(at) : filled;
  const pairs = Array.from(
    { length: draw.oneOf([0, 0, 1, 2, 30]) },
    () => `${draw.oneOf(NAMES)}=${draw.oneOf(VALUES)}`,
  );
  return pairs.length > 0 ? `${odd}?${pairs.join('&')}` : odd;
}

/** The right key opens what lies behind it. */
function drawKey(draw: Draw, key: string): string[] {
  const wrong = [key.slice(1), `${key} x`, key.toUpperCase(), '', 'a'.repeat(8000), '\u00e9'];
  const chance = draw.share();
  if (chance < 0.4) return [];
  return [`x-internal-key: ${chance < 0.7 ? key : draw.oneOf(wrong)}`];
}

function drawBody(draw: Draw): Buffer {
  const kind = draw.whole(0, 7);
  if (kind === 7) return Buffer.from(JSON.stringify(draw.oneOf(SIGN_INS)(draw.oneOf(['a', 'guess', drawUuid(draw)]))));
  if (kind === 0) return Buffer.from(Array.from({ length: draw.whole(1, 400) }, () => draw.whole(0, 255)));
  if (kind === 1) return Buffer.from(`${'['.repeat(DEEP)}${draw.share() < 0.5 ? ']'.repeat(DEEP) : ''}`);
  if (kind === 2) return Buffer.from(`{"a":"${'a'.repeat(draw.oneOf([100, 100_000, 1_100_000]))}"}`);
  if (kind === 3)
    return Buffer.from(`--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n${draw.oneOf(VALUES)}\r\n--x--`);
  const text = JSON.stringify({
    odd: 1,
    [draw.oneOf(NAMES)]: drawValue(draw, 3),
    [draw.oneOf(NAMES)]: drawValue(draw, 3),
  });
  return Buffer.from(draw.share() < 0.2 ? text.slice(0, draw.whole(0, text.length)) : text);
}

function drawValue(draw: Draw, depth: number): unknown {
  const kind = draw.whole(0, depth > 0 ? 5 : 3);
  if (kind === 0) return draw.oneOf(VALUES);
  if (kind === 1) return draw.oneOf([null, true, -1, 1e308, 0.1]);
  if (kind === 2) return drawUuid(draw);
  if (kind === 3) return '\u0000\ud800';
  if (kind === 4) return Array.from({ length: draw.whole(0, 4) }, () => drawValue(draw, depth - 1));
  return { [draw.oneOf(NAMES)]: drawValue(draw, depth - 1) };
}

const drawUuid = (draw: Draw): string =>
  '________-____-4___-8___-____________'.replaceAll('_', () => draw.whole(0, 15).toString(16));
