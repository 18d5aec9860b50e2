/** What takes something away from a program of the version before, which works on while a new one is brought in. */
const BREAKING = [
  /\bdrop\s+(table|column|view|function|type)\b/i,
  /\brename\b/i,
  /\balter\s+(column\s+)?\w+\s+(set\s+data\s+)?type\b/i,
  /\bset\s+not\s+null\b/i,
  /\badd\s+(?!constraint|check|primary|foreign|unique)(column\s+)?\w+\s+(?![^,;]*\bdefault\b)[^,;]*\bnot\s+null\b/i,
];

/** A line that a migration carries which takes away what no supported version uses any more. */
const CONTRACTS = /^-- contract: .+ since \d+\.\d+\.\d+/m;

/**
 * The statements of a migration that a program of the version before would stumble over; none when it says that it contracts.
 * A text that is made anew in the same migration, such as a view or a function, is no loss.
 */
export function findBreakingChanges(sql: string): string[] {
  if (CONTRACTS.test(sql)) return [];
  const statements = sql.replace(/--.*$/gm, '').split(';');
  const made = new Set(
    [...sql.matchAll(/\bcreate\s+(?:or\s+replace\s+)?(?:view|function)\s+(\w+)/gi)].map((one) => one[1]),
  );
  return statements
    .map((statement) => statement.trim().replace(/\s+/g, ' '))
    .filter((statement) => BREAKING.some((pattern) => pattern.test(statement)))
    .filter((statement) => !made.has(/\bdrop (?:view|function) (\w+)/i.exec(statement)?.[1]));
}
