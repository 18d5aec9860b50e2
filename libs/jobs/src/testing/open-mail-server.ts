import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { callbackify } from 'node:util';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

export interface Mail {
  from: string;
  to: string[];
  headers: string;
  /** The title and the text as a reader sees them. */
  subject: string;
  body: string;
}

/** A mail server that keeps what it got. */
export async function openMailServer(options: SMTPServerOptions = {}) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    ...options,
    onData(stream, session, done) {
      const answer = callbackify(() => keep(stream, session));
      answer(done);
    },
  });
  const keep = async (stream: Readable, { envelope: { mailFrom, rcptTo } }: SMTPServerSession) => {
    const [headers = '', ...parts] = (await text(stream)).split('\r\n\r\n');
    mails.push({
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map((one) => one.address),
      headers,
      subject: decodeWords(/^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(headers)?.[1] ?? ''),
      body: decodeBody(parts.join('\r\n\r\n'), headers),
    });
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** RFC 2047. */
function decodeWords(words: string): string {
  return words
    .replace(/\r\n[ \t]/g, ' ')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?(.*?)\?=/gi, (_, form: string, word: string) =>
      form.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString() : decodeQuoted(word.replaceAll('_', ' ')),
    );
}

function decodeBody(body: string, headers: string): string {
  if (/^Content-Transfer-Encoding: base64/im.test(headers)) return Buffer.from(body, 'base64').toString();
  return /^Content-Transfer-Encoding: quoted-printable/im.test(headers) ? decodeQuoted(body) : body;
}

/** RFC 2045, section 6.7. */
function decodeQuoted(quoted: string): string {
  const bytes = quoted.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`);
  return decodeURIComponent(bytes.replace(/%(?![0-9A-F]{2})/g, '%25'));
}
