import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeClocks } from './judge-clocks.ts';

const judge = (database_seconds: number | null, mercadolivre_seconds: number | null) =>
  judgeClocks({ database_seconds, mercadolivre_seconds });

describe('three clocks', () => {
  test('that agree within five seconds are in order', () => {
    expect(judge(4, -4)).toMatchObject([
      { status: 'ok', message: 'Relógio de acordo com o banco de dados e o Mercado Livre' },
    ]);
    expect(judge(null, 3)).toMatchObject([{ status: 'ok' }]);
    expect(judge(null, null)).toEqual([]);
  });

  test.each([
    [
      600,
      599,
      'fail',
      /^Relógio desta máquina adiantado 600 s \(10 min\) em relação ao do banco de dados e ao do Merc/,
    ],
    [
      -600,
      0.2,
      'fail',
      /^Relógio do banco de dados adiantado 600 s \(10 min\) em relação ao desta máquina e ao do Merc/,
    ],
    [0.1, -90, 'fail', /^Relógios desta máquina e do banco de dados atrasados 90 s em relação ao do Mercado Livre$/],
    [300, -300, 'fail', /adiantado 300 s .* do banco de dados e atrasado 300 s .* do Mercado Livre$/],
    [8, null, 'warn', /^Relógio desta máquina adiantado 8 s em relação ao do banco de dados$/],
    [null, -12.34, 'warn', /^Relógio desta máquina atrasado 12.3 s em relação ao do Mercado Livre$/],
  ])('of which one disagrees: %s and %s seconds name it', (database, mercadolivre, status, message) => {
    expect(judge(database, mercadolivre)).toMatchObject([
      { check: 'clock', status, message: expect.stringMatching(message), todo: expect.stringContaining('NTP') },
    ]);
  });

  test('make one finding, a failure exactly when one is off by more than a minute', () => {
    const skew = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(skew, skew, (database, mercadolivre) => {
        const found = judge(database, mercadolivre);
        const most = Math.max(0, ...[database, mercadolivre].flatMap((one) => (one === null ? [] : [Math.abs(one)])));
        const expected = most > 60 ? 'fail' : most > 5 ? 'warn' : 'ok';
        expect(found.map((one) => one.status)).toEqual(database === null && mercadolivre === null ? [] : [expected]);
      }),
    );
  });
});
