import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One span as a receiver of OTLP in JSON reads it. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Record<string, string | number | boolean>;
  status: { code?: number };
}

interface Told {
  resourceSpans: { scopeSpans: { spans: (Omit<ReceivedSpan, 'attributes'> & { attributes: ToldAttribute[] })[] }[] }[];
}

interface ToldAttribute {
  key: string;
  value: { stringValue?: string; intValue?: number | string; boolValue?: boolean };
}

/** A receiver of traces over real HTTP, which takes everything; null = it never answers. */
export async function openTraceReceiver({ answer: status = 200 }: { answer?: number | null } = {}) {
  const bodies: string[] = [];
  const paths: string[] = [];
  const held: ServerResponse[] = [];
  const server = createServer(async (request, answer) => {
    paths.push(request.url ?? '');
    bodies.push(await text(request));
    if (status === null) held.push(answer);
    else answer.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Everything that came, as it came. */
    bodies,
    paths,
    spans: () => bodies.flatMap((body) => readSpans(JSON.parse(body))),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readSpans({ resourceSpans }: Told): ReceivedSpan[] {
  const spans = resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans));
  return spans.map((span) => ({
    ...span,
    attributes: Object.fromEntries(
      span.attributes.map(({ key, value: { stringValue, intValue, boolValue } }) => [
        key,
        stringValue ?? boolValue ?? Number(intValue),
      ]),
    ),
  }));
}
