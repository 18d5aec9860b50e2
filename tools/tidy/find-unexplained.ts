import type { Fault, TreeFile } from './rules.ts';

const CITING = /\.(ts|tsx|sql|md)$/;
/** A citation may go on in the next line of a comment. */
const NEXT_LINE = /\s*\n\s*(?:\*|--|\/\/)?\s*/g;
const NUMBER = String.raw`\d+(?:\.\d+)?`;
/** A source with a section and, after commas, further ones of the same source; numbered behaviours may stand among them. */
const SECTIONS = new RegExp(
  String.raw`\b(contract|API document)(?:'s section)? (${NUMBER}(?:(?:, | and )(?:Q\d+(?:–Q\d+)?|${NUMBER})\b)*)`,
  'gi',
);
const BEHAVIOURS = /\bQ(\d+)(?:–Q(\d+))?\b/g;

/** What `docs/sources.md` has an entry for, in the words in which it is cited. */
export function listExplained(sources: string): ReadonlySet<string> {
  const headings = [...sources.matchAll(/^## (Contract \d+):/gm)];
  const rows = [...sources.matchAll(/^\| (API document [\d.]+|Q\d+) \|/gm)];
  return new Set([...headings, ...rows].map(([, name = '']) => name.replace('Contract', 'contract')));
}

/** A section of the contract or of the API document, or a numbered behaviour, that a file cites is explained. */
export function findUnexplained({ path, text }: TreeFile, explained: ReadonlySet<string>): Fault[] {
  if (!CITING.test(path)) return [];
  return [...citedIn(text.replace(NEXT_LINE, ' '))]
    .filter((name) => !explained.has(name))
    .map((name) => ({ path, message: `cites ${name}, which docs/sources.md does not explain` }));
}

function citedIn(text: string): Set<string> {
  const sections = [...text.matchAll(SECTIONS)].flatMap(([, source = '', list = '']) => {
    const name = /^contract$/i.test(source) ? 'contract' : 'API document';
    return [...list.matchAll(new RegExp(String.raw`\b${NUMBER}`, 'g'))].map(([number]) => `${name} ${number}`);
  });
  const behaviours = [...text.matchAll(BEHAVIOURS)].flatMap(([, first = '', last = first]) =>
    Array.from({ length: Math.max(1, Number(last) - Number(first) + 1) }, (_, step) => {
      const number = String(Number(first) + step);
      return `Q${number.padStart(first.length, '0')}`;
    }),
  );
  return new Set([...sections, ...behaviours]);
}
