import { generateKeyPairSync, sign } from 'node:crypto';

/** DER tags: X.690, section 8. */
const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BOOLEAN = 0x01;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const GENERALIZED_TIME = 0x18;
const IP_ADDRESS = 0x87;

const ECDSA_WITH_SHA256 = der(SEQUENCE, der(OBJECT_ID, Buffer.from('2a8648ce3d040302', 'hex')));
const COMMON_NAME = Buffer.from('550403', 'hex');
const SUBJECT_ALT_NAME = Buffer.from('551d11', 'hex');
const AUTHORITY_NAME = 'Pulso test authority';
const BASIC_CONSTRAINTS = Buffer.from('551d13', 'hex');

/** A certificate with its private key, both PEM. */
export interface Certificate {
  certificate: string;
  key: string;
}

/** An authority that nobody knows but who is given its certificate. Made anew by each test: none can expire in the repository. */
export function makeAuthority(): Certificate {
  return issue({ name: AUTHORITY_NAME, extension: isAuthority() });
}

/**
 * A certificate for the IPv4 address `address`, vouched for by `authority`; signed by itself, so that it is its own authority,
 * when that is left out.
 */
export function makeCertificate(address: string, authority?: Certificate): Certificate {
  if (!authority) return issue({ name: 'Pulso test', extension: Buffer.concat([isAuthority(), altName(address)]) });
  return issue({ name: 'Pulso test', extension: altName(address), issuer: authority });
}

function issue({ name, extension, issuer }: { name: string; extension: Buffer; issuer?: Certificate }): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const body = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    nameOf(issuer ? AUTHORITY_NAME : name),
    der(SEQUENCE, time('20200101000000Z'), time('21200101000000Z')),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, extension)),
  );
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', body, issuer ? issuer.key : privateKey));
  return {
    certificate: pem('CERTIFICATE', der(SEQUENCE, body, ECDSA_WITH_SHA256, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function nameOf(commonName: string): Buffer {
  return der(SEQUENCE, der(SET, der(SEQUENCE, der(OBJECT_ID, COMMON_NAME), der(UTF8_STRING, Buffer.from(commonName)))));
}

function time(instant: string): Buffer {
  return der(GENERALIZED_TIME, Buffer.from(instant));
}

function isAuthority(): Buffer {
  const value = der(OCTET_STRING, der(SEQUENCE, der(BOOLEAN, Buffer.from([0xff]))));
  return der(SEQUENCE, der(OBJECT_ID, BASIC_CONSTRAINTS), value);
}

function altName(address: string): Buffer {
  const value = der(OCTET_STRING, der(SEQUENCE, der(IP_ADDRESS, Buffer.from(address.split('.').map(Number)))));
  return der(SEQUENCE, der(OBJECT_ID, SUBJECT_ALT_NAME), value);
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
