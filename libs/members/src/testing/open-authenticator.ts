import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What an authenticator is made to say that a real one would not. */
export interface Oddity {
  /** The page that the browser names. */
  origin?: string;
  /** Counted to in the place of one more. */
  counter?: number;
  /** It saw neither finger nor face, and asked for no PIN. */
  sawNobody?: boolean;
  /** Says that it is another passkey. */
  id?: string;
  challenge?: string;
}

interface Page {
  /** Of the page that the browser shows. */
  origin: string;
  /** That its passkeys hold for. */
  host: string;
}

/** A browser and the authenticator in it, with one passkey (ES256, no attestation), as WebAuthn has them speak. */
export function openAuthenticator({ origin, host }: Page) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16);
  let counter = 0;

  const clientData = (type: 'webauthn.create' | 'webauthn.get', challenge: string, odd: Oddity) =>
    Buffer.from(JSON.stringify({ type, challenge: odd.challenge ?? challenge, origin: odd.origin ?? origin }));
  const authenticatorData = (flags: number, odd: Oddity) => {
    counter = odd.counter ?? counter + 1;
    const head = Buffer.alloc(37);
    createHash('sha256').update(host).digest().copy(head);
    head.writeUInt8(flags | PRESENT | (odd.sawNobody ? 0 : VERIFIED), 32);
    head.writeUInt32BE(counter, 33);
    return head;
  };
  const credentialOf = (name: string) => ({ id: name, rawId: name, type: 'public-key' as const });

  return {
    id: id.toString('base64url'),
    /** Makes its passkey. @param options what the page was told, in JSON */
    make({ challenge }: { challenge: string }, odd: Oddity = {}) {
      const name = odd.id ?? id.toString('base64url');
      const bytes = Buffer.from(name, 'base64url');
      const key = Buffer.concat([
        // { kty: EC2, alg: ES256, crv: P-256, x, y } of COSE
        Buffer.from('a5010203262001215820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ]);
      const length = Buffer.from([bytes.length >> 8, bytes.length & 255]);
      const held = [authenticatorData(HOLDS_KEY, odd), Buffer.alloc(16), length, bytes, key];
      const response = {
        clientDataJSON: clientData('webauthn.create', challenge, odd).toString('base64url'),
        attestationObject: attest(Buffer.concat(held)).toString('base64url'),
        transports: ['internal'],
      };
      return { ...credentialOf(name), response, clientExtensionResults: {} };
    },
    /** Signs what a page asks. @param options what the page was told, in JSON */
    answer({ challenge }: { challenge: string }, odd: Oddity = {}) {
      const data = authenticatorData(0, odd);
      const client = clientData('webauthn.get', challenge, odd);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      const response = {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
      };
      return { ...credentialOf(odd.id ?? id.toString('base64url')), response };
    },
  };
}

const PRESENT = 1;
const VERIFIED = 4;
const HOLDS_KEY = 64;

/** { fmt: 'none', attStmt: {}, authData } in CBOR. */
function attest(data: Buffer): Buffer {
  const text = (word: string) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
  const kind = [text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])];
  return Buffer.concat([Buffer.from([0xa3]), ...kind, text('authData'), Buffer.from([0x58, data.length]), data]);
}

export type Authenticator = ReturnType<typeof openAuthenticator>;
