import { SECRET_NAMES } from './secret-names.ts';

const SHOWN = '[secret]';
const DEPTH_MAX = 6;
/** Names of fields that hold secrets; `code` is one in a query of an authorisation. */
const NAMES = new RegExp(`^(code|key|${SECRET_NAMES})$`, 'i');

/**
 * A copy of what is to be logged in which fields that name a secret show `[secret]`, at any depth
 * that is worth reading. Errors pass: their own serialiser decides what is shown of them.
 */
export function hideSecretFields(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return value;
  if (depth >= DEPTH_MAX) return '[deep]';
  if (Array.isArray(value)) return value.map((entry) => hideSecretFields(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => {
      const isHidden = NAMES.test(name) && entry !== null && entry !== undefined;
      return [name, isHidden ? SHOWN : hideSecretFields(entry, depth + 1)];
    }),
  );
}
