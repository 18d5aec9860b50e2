import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '../logging/create-logger.ts';

/** Says once when spans cannot be sent, and once when they can again: an operator who switched traces on looks for them. */
export function watchExports(exporter: SpanExporter, log: Logger): SpanExporter {
  let isFailing = false;
  const note = ({ code, error }: ExportResult) => {
    const fails = code !== ExportResultCode.SUCCESS;
    if (fails && !isFailing) log.warn({ err: error }, 'traces cannot be sent; runs go on without them');
    if (!fails && isFailing) log.info('traces can be sent again');
    isFailing = fails;
  };
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        note(result);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}
