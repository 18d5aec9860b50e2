/** There may be an integer that a number cannot hold: only then is the text looked at twice. */
const MAYBE_WIDE = /\d{17}|9\d{15}/;

/** Strings are taken whole, so that digits inside them are never meant; then integers of sixteen digits or more. */
const STRING_OR_INTEGER = /"[^"\\]*(?:\\[^][^"\\]*)*"?|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/**
 * As JSON.parse, but integers beyond what a number holds exactly become text with the same digits (`family_id`, API
 * document 0.1).
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (!MAYBE_WIDE.test(text)) return JSON.parse(text);
  return JSON.parse(
    text.replace(STRING_OR_INTEGER, (token) =>
      token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
    ),
  );
}
