/** Integers that a number cannot hold, as they stand behind a key in JSON text. */
const WIDE_INTEGER = /("(?:[^"\\]|\\.)*"\s*:\s*)(-?\d{16,})(?=\s*[,}\]])/g;

/**
 * As JSON.parse, but integers beyond what a number holds exactly become text with the same digits (`family_id`, API
 * document 0.1). Texts inside strings are not touched: the pattern needs a key before the digits.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(
    text.replace(WIDE_INTEGER, (whole, key: string, digits: string) =>
      Number.isSafeInteger(Number(digits)) ? whole : `${key}"${digits}"`,
    ),
  );
}
