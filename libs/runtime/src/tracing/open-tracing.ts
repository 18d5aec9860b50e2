import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Logger } from '../logging/create-logger.ts';
import type { Secret } from '../secret.ts';
import type { Span, Tracing } from './tracing.ts';
import { watchExports } from './watch-exports.ts';

const CLOSE_WITHIN_MS = 2_000;
const EXPORT_WITHIN_MS = 5_000;

/**
 * OpenTelemetry's own parts, without its globals and its instrumentation: our spans are few, and each is begun by hand. Spans wait in
 * memory, 2,048 at most, and are sent in the background; what a receiver does not take is dropped, and nobody waits for it.
 *
 * @param options.endpoint as OTEL_EXPORTER_OTLP_ENDPOINT means it: without `/v1/traces`
 */
export function openTracing({
  endpoint,
  headers,
  service,
  log,
}: {
  endpoint: Secret;
  headers: Secret | null;
  service: string;
  log: Logger;
}): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.reveal().replace(/\/+$/, '')}/v1/traces`,
    headers: headersOf(headers),
    timeoutMillis: EXPORT_WITHIN_MS,
  });
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': service, 'service.namespace': 'pulso' }))
      // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say stands before ours.
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor({ exporter: watchExports(exporter, log) })],
  });
  const tracer = provider.getTracer('pulso');

  return {
    startSpan(name, { attributes, traceparent }) {
      const options = { attributes, kind: SpanKind.INTERNAL };
      const span = tracer.startSpan(name, options, contextOf(traceparent ?? null));
      const within = trace.setSpan(ROOT_CONTEXT, span);
      const { traceId, spanId } = span.spanContext();
      return {
        traceId,
        spanId,
        addCall(call, done) {
          const ended_ms = Date.now();
          const began = { startTime: ended_ms - done.duration_ms, kind: SpanKind.CLIENT };
          finish(tracer.startSpan(call, began, within), { ...done, ended_ms });
        },
        end: (end) => finish(span, end),
      };
    },
    async close() {
      const limit = Promise.withResolvers<void>();
      const timer = setTimeout(limit.resolve, CLOSE_WITHIN_MS);
      await Promise.race([provider.shutdown().catch(() => undefined), limit.promise]);
      clearTimeout(timer);
    },
  };
}

function finish(
  span: ReturnType<ReturnType<TracerProvider['getTracer']>['startSpan']>,
  { attributes, errorType, ended_ms }: Parameters<Span['end']>[0] & { ended_ms?: number },
): void {
  span.setAttributes(attributes);
  if (errorType !== null) {
    span.setAttribute('error.type', errorType);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(ended_ms);
}

function contextOf(traceparent: string | null): Context {
  const parent = traceparent === null ? null : parseTraceParent(traceparent);
  return parent ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true }) : ROOT_CONTEXT;
}

/** `name=value` with commas, values percent-encoded, as OTEL_EXPORTER_OTLP_HEADERS is written. */
function headersOf(headers: Secret | null): Record<string, string> {
  const pairs = headers?.reveal().split(',') ?? [];
  return Object.fromEntries(
    pairs.flatMap((pair): [string, string][] => {
      const [name = '', ...value] = pair.split('=');
      return name.trim() === '' ? [] : [[name.trim(), decodeURIComponent(value.join('=').trim())]];
    }),
  );
}
