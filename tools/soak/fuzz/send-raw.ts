import { connect } from 'node:net';

/** What came back until the server ended the connection. */
export interface RawAnswer {
  /** Of each answer on the connection; none when it was ended without a word. */
  statuses: number[];
  text: string;
}

/**
 * Sends bytes, says that there will be no more, and listens until the server hangs up.
 * @throws Error when it has not hung up within `within_ms`
 */
export function sendRaw(port: number, bytes: Buffer, { within_ms }: { within_ms: number }): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' });
    const patience = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no end of the answer within ${within_ms} ms`));
    }, within_ms);
    socket.on('data', (chunk) => chunks.push(chunk));
    // A server may hang up on a body that it does not want before all of it is sent.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(patience);
      const text = Buffer.concat(chunks).toString('latin1');
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
      resolve({ statuses, text });
    });
    socket.end(bytes);
  });
}
