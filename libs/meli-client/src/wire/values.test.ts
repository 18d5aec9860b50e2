import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';
import { Id, Instant } from './values.ts';

describe('numbers that are wider than a number', () => {
  it('Q17 keep every digit, and what stands in texts stays as it is', () => {
    const text = `{"family_id": 18446744000000000615, "list":[-9007199254740993,1],
      "note": "family_id: 18446744000000000615", "key \\"id\\": 18446744000000000615,":": 18446744000000000615,",
      "id":2000012345678901, "share": 0.12345678901234567, "huge": 12345678901234567.5, "empty": ""}`;
    expect(parseJson(text)).toEqual({
      family_id: '18446744000000000615',
      list: ['-9007199254740993', 1],
      note: 'family_id: 18446744000000000615',
      'key "id": 18446744000000000615,': ': 18446744000000000615,',
      id: 2000012345678901,
      share: Number('0.12345678901234567'),
      huge: Number('12345678901234567.5'),
      empty: '',
    });
  });

  it('Q17 anything else is read as JSON.parse reads it', () => {
    const narrow = fc
      .jsonValue()
      .map(
        (value) =>
          JSON.parse(JSON.stringify(value), (_, one) =>
            typeof one === 'number' && Math.abs(one) >= 2 ** 53 ? 0 : one,
          ) as unknown,
      );
    const tricky = fc.stringMatching(/^["\\:,{}[\] 0-9]{0,60}$/);
    fc.assert(
      fc.property(narrow, tricky, (value, note) => {
        const text = JSON.stringify({ value, note, [note]: 7, wide: 0 }).replace(/0}$/, '18446744000000000615}');
        const expected: unknown = JSON.parse(JSON.stringify({ value, note, [note]: 7 }));
        expect(parseJson(text)).toEqual(Object.assign(expected as object, { wide: '18446744000000000615' }));
      }),
    );
  });

  it('Q17 keep every digit wherever they stand: in lists, behind odd names, below texts full of quotes and digits', () => {
    const wide = fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n }).map((number) => ({ wide: String(number) }));
    const tricky = fc.stringMatching(/^["\\:,{}[\] 0-9a]{0,80}$/);
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        wide,
        tricky,
        fc.array(tie('tree')),
        fc.dictionary(fc.oneof(tricky, fc.constantFrom('id', 'family_id')), tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 1), (value, indent) => {
        const text = JSON.stringify(value, null, indent).replace(/\{\s*"wide":\s*"(-?\d+)"\s*\}/g, '$1');
        const expected: unknown = JSON.parse(JSON.stringify(value), (_, one: { wide?: unknown }) => {
          if (typeof one?.wide !== 'string') return one;
          return Number.isSafeInteger(Number(one.wide)) ? Number(one.wide) : one.wide;
        });
        expect(parseJson(text)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('are looked for in one go, however many quotes a text has', () => {
    expect(() => parseJson(`99999999999999999 ${'\\"'.repeat(500_000)}`)).toThrow(SyntaxError);
  });
});

describe('values on the wire', () => {
  it('Q50 ids are taken as numbers and as texts', () => {
    expect(Id.parse(2000012345678901)).toBe('2000012345678901');
    expect(Id.parse('2000012345678901')).toBe('2000012345678901');
    for (const no of [null, '', 1.5, 2 ** 60, {}]) expect(Id.safeParse(no).success).toBe(false);
  });

  it.each([
    ['2026-11-18T14:07:36.000-04:00', '2026-11-18T18:07:36.000Z'],
    ['2026-11-18T14:07:19.000-0400', '2026-11-18T18:07:19.000Z'],
    ['2026-11-18T14:07:19+0000', '2026-11-18T14:07:19.000Z'],
    ['2026-11-18T14:07:19.12+00:00', '2026-11-18T14:07:19.120Z'],
    ['2026-11-18T14:07:19.123456789Z', '2026-11-18T14:07:19.123Z'],
    ['2026-12-31T23:30:00.000-03:00', '2027-01-01T02:30:00.000Z'],
  ])('Q46 reads the instant %s', (text, iso) => {
    expect(Instant.parse(text).toISOString()).toBe(iso);
  });

  it.each(['2026-11-18T14:07:19', '2026-11-18', '2026-13-01T00:00:00Z', '1763474839000', 'ontem'])(
    'refuses "%s" as an instant, because nobody knows what is meant',
    (text) => {
      expect(Instant.safeParse(text).success).toBe(false);
    },
  );
});
