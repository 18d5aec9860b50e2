export { configurationError, parseEnv } from './environment/parse-env.ts';
export { type Environment, readEnvironment } from './environment/read-environment.ts';
export * as variables from './environment/variable-schemas.ts';
export { ensureLocalSecrets, type LocalSecrets, readLocalSecrets } from './local-state/local-secrets.ts';
export {
  type RunningStart,
  readRunningStart,
  removeRunningStart,
  writeRunningStart,
} from './local-state/running-start.ts';
export { createLogger, type Logger } from './logging/create-logger.ts';
export { hideSecretText } from './logging/hide-secret-text.ts';
export { onShutdown, type ShutdownHost, type ShutdownStep } from './on-shutdown.ts';
export { type ProgramHost, runProgram } from './run-program.ts';
export { Secret } from './secret.ts';
export { secretMatches } from './secret-matches.ts';
export { npmStartIsMissing } from './settings/npm-start-is-missing.ts';
export { parseSettings } from './settings/parse-settings.ts';
export { PulsoEnv } from './settings/pulso-env.ts';
export { ratesOf } from './settings/rates-of.ts';
export { type ResolvedSettings, resolveSettings } from './settings/resolve-settings.ts';
export type {
  LogLevel,
  MailAddresses,
  MeliRates,
  MeliSettings,
  Retention,
  Settings,
  TracesSettings,
} from './settings/settings.ts';
export { startTracing } from './tracing/start-tracing.ts';
export type { Span, SpanAttributes, Tracing } from './tracing/tracing.ts';
