import type { Logger } from '../logging/create-logger.ts';
import type { TracesSettings } from '../settings/settings.ts';
import type { Tracing } from './tracing.ts';

/**
 * Traces of this process by OTLP over HTTP, when an address for them is set. Without one nothing of OpenTelemetry is even loaded.
 *
 * @param options.service its name, as `pulso-scheduler`
 * @returns null when traces are off
 */
export async function startTracing(
  { endpoint, headers }: TracesSettings,
  { service, log }: { service: string; log: Logger },
): Promise<Tracing | null> {
  if (endpoint === null) return null;
  const { openTracing } = await import('./open-tracing.ts');
  return openTracing({ endpoint, headers, service, log });
}
