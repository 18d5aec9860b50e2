/** One fenced block of commands, and what it answers. */
export interface Step {
  language: 'sh' | 'sql';
  text: string;
  /** The block after it; null = whatever it answers is well. */
  expected: string | null;
  /** Of the fence, from 1. */
  line: number;
}

/** What was measured or drawn, by the name it has in the document, without its angle brackets. */
export type Known = Map<string, string>;

const FENCE = /^```(\w*)$/;
const PLACEHOLDER = /<([A-Z_]+)>/g;

/**
 * The commands of a runbook from top to bottom.
 * @throws Error for a fence that is neither a command nor the answer of the command right before it
 */
export function readRunbook(markdown: string): Step[] {
  const steps: Step[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const language = FENCE.exec(lines[at]?.trim() ?? '')?.[1];
    if (language === undefined) continue;
    const line = at + 1;
    const end = lines.findIndex((text, index) => index > at && text.trim() === '```');
    if (end < 0) throw new Error(`The block of line ${line} has no end`);
    const text = lines.slice(at + 1, end).join('\n');
    const last = steps.at(-1);
    if (language === 'sh' || language === 'sql') steps.push({ language, text, expected: null, line });
    else if (language === 'text' && last && last.expected === null) last.expected = text;
    else throw new Error(`The block of line ${line} is neither sh, sql, nor the answer (text) of one`);
    at = end;
  }
  return steps;
}

/**
 * Puts what is known into the place of `<NAME>`.
 * @throws Error for a name that no answer has shown yet
 */
export function fillIn(text: string, known: Known): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined) throw new Error(`<${name}> is asked for before an answer has shown it`);
    return value;
  });
}

/**
 * Holds an answer against what the document says: `…` is any text, blanks are alike, and a `<NAME>` that is not known yet becomes so.
 * @returns what is wrong, or null
 */
export function compareAnswer(expected: string, answer: string, known: Known): string | null {
  const met = new Set<string>();
  const source = expected
    .trim()
    .split(/(…|<[A-Z_]+>|\s+)/)
    .map((part) => {
      if (part === '…') return '[\\s\\S]*?';
      if (/^\s+$/.test(part)) return '\\s+';
      const name = /^<([A-Z_]+)>$/.exec(part)?.[1];
      if (name === undefined) return escape(part);
      const value = known.get(name);
      if (value !== undefined) return escape(value);
      if (met.has(name)) return `\\k<${name}>`;
      met.add(name);
      return `(?<${name}>[\\w.:-]+)`;
    })
    .join('');
  const found = new RegExp(`^${source}$`).exec(answer.trim());
  if (!found) return `expected\n${expected}\nbut it answered\n${answer}`;
  for (const [name, value] of Object.entries(found.groups ?? {})) known.set(name, value);
  return null;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
