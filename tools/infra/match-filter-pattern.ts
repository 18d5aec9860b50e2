/** A line of a log as CloudWatch finds its fields. */
export type Line = Record<string, unknown>;

type Matcher = (line: Line) => boolean;

/**
 * Reads a CloudWatch filter pattern for JSON lines, as far as ours go: `{ $.field = "text*" && ($.number >= 1 || …) }`.
 * @throws Error for anything else, so that a pattern is never believed that nobody could read
 */
export function readFilterPattern(pattern: string): { matches: Matcher; fields: string[] } {
  const tokens = pattern.match(/"[^"]*"|\$\.\w+|&&|\|\||>=|<=|!=|[=<>(){}]|\d+/g) ?? [];
  if (tokens.join('') !== pattern.replace(/\s(?=([^"]*"[^"]*")*[^"]*$)/g, '')) throw unreadable(pattern, 'it');
  const take = (expected?: string): string => {
    const token = tokens.shift();
    if (token === undefined || (expected !== undefined && token !== expected))
      throw unreadable(pattern, token ?? 'its end');
    return token;
  };
  const fields: string[] = [];
  const any = (): Matcher => {
    const parts = [all()];
    while (tokens[0] === '||' && take()) parts.push(all());
    return (line) => parts.some((part) => part(line));
  };
  const all = (): Matcher => {
    const parts = [one()];
    while (tokens[0] === '&&' && take()) parts.push(one());
    return (line) => parts.every((part) => part(line));
  };
  const one = (): Matcher => {
    if (tokens[0] === '(') {
      take('(');
      const inner = any();
      take(')');
      return inner;
    }
    const field = take();
    if (!field.startsWith('$.')) throw unreadable(pattern, field);
    const name = field.slice(2);
    fields.push(name);
    const compare = comparisonOf(pattern, take(), take());
    return (line) => compare(line[name]);
  };
  take('{');
  const matches = any();
  take('}');
  if (tokens.length > 0) throw unreadable(pattern, tokens[0] ?? '');
  return { matches, fields: [...new Set(fields)] };
}

function comparisonOf(pattern: string, operator: string, operand: string): (value: unknown) => boolean {
  if (operand.startsWith('"') && operator === '=') {
    const text = operand
      .slice(1, -1)
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*');
    const expected = new RegExp(`^${text}$`);
    return (value) => typeof value === 'string' && expected.test(value);
  }
  const number = Number(operand);
  if (operator === '=') return (value) => value === number;
  if (operator === '>=') return (value) => typeof value === 'number' && value >= number;
  throw unreadable(pattern, operator);
}

function unreadable(pattern: string, at: string): Error {
  return new Error(`The filter pattern ${pattern} cannot be read at ${at}`);
}
