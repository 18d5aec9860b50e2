/**
 * As JSON.parse, but integers beyond what a number holds exactly become text with the same digits (`family_id`, API
 * document 0.1).
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const rows = findLongRows(text);
  if (rows.length === 0) return JSON.parse(text);
  // Nearly always they are values of properties; anything else is looked at token by token.
  const quoted = rows.every((row) => PROPERTY.test(text.slice(Math.max(0, row.first - PROPERTY_LENGTH), row.first)))
    ? quoteRows(text, rows)
    : text.replace(STRING_OR_INTEGER, (token) => (token.startsWith('"') ? token : quote(token)));
  return JSON.parse(quoted);
}

interface Row {
  first: number;
  /** Behind its last digit. */
  end: number;
}

const DIGITS_OF_WIDE = 16;
const HALF_OF_WIDE = DIGITS_OF_WIDE / 2;

/** Ends with the name of a property and its colon: what follows is a value, and no part of a text. */
const PROPERTY = /[{,]\s*"\w{1,50}":\s?-?$/;
const PROPERTY_LENGTH = 60;

/** Strings are taken whole, so that digits inside them are never meant; then integers of sixteen digits or more. */
const STRING_OR_INTEGER = /"[^"\\]*(?:\\[^][^"\\]*)*"?|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/** Rows of digits that a number may not hold. They are so long that one look in every sixteen characters finds each. */
function findLongRows(text: string): Row[] {
  const rows: Row[] = [];
  for (let at = DIGITS_OF_WIDE - 1; at < text.length; at += DIGITS_OF_WIDE) {
    // A row that long reaches at least half of its length to one side of whichever of its digits was met.
    if (!isDigit(text, at) || !(isDigit(text, at - HALF_OF_WIDE) || isDigit(text, at + HALF_OF_WIDE))) continue;
    let first = at;
    let end = at + 1;
    while (isDigit(text, first - 1)) first -= 1;
    while (isDigit(text, end)) end += 1;
    // Of sixteen digits only those from 9007199254740992 on are too wide.
    const isLong = end - first > DIGITS_OF_WIDE || (end - first === DIGITS_OF_WIDE && text[first] === '9');
    if (isLong && rows.at(-1)?.first !== first) rows.push({ first, end });
  }
  return rows;
}

function quoteRows(text: string, rows: readonly Row[]): string {
  let quoted = '';
  let done = 0;
  for (const { first, end } of rows) {
    const start = text[first - 1] === '-' ? first - 1 : first;
    const isFraction = '.eE'.includes(text[end] ?? ' ');
    quoted += text.slice(done, start) + (isFraction ? text.slice(start, end) : quote(text.slice(start, end)));
    done = end;
  }
  return quoted + text.slice(done);
}

function quote(integer: string): string {
  return Number.isSafeInteger(Number(integer)) ? integer : `"${integer}"`;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
