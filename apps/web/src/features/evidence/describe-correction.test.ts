import { beforeAll, expect, it } from 'vitest';
import { createFormatter } from '../../format/create-formatter.ts';
import { startI18n } from '../../i18n/start-i18n.ts';
import { describeCorrection, isCompletion } from './describe-correction.ts';

let t: Awaited<ReturnType<typeof startI18n>>['t'];
beforeAll(async () => {
  t = (await startI18n('pt-BR')).t;
});
const describe_ = (told: Parameters<typeof describeCorrection>[0]) =>
  describeCorrection(told, { t, format: createFormatter('pt-BR') }).map((line) => line.replaceAll(/\s/g, ' '));

it('a correction says each number that changed, old and new, and of what was not known that it was not', () => {
  const told = {
    old: { orders: 4, net_revenue: null, has_clips: true },
    new: { orders: 3, net_revenue: '90.50', has_clips: false },
  };
  expect(describe_(told)).toEqual(['pedidos: 4 → 3', 'receita líquida: R$ 90,50, antes não se sabia']);
});

it('a day that came or went is told as that', () => {
  expect(describe_({ old: null, new: { orders: 3 } })).toEqual(['este dia foi acrescentado']);
  expect(describe_({ old: { orders: 3 }, new: null })).toEqual(['este dia foi retirado']);
});

it('a number that is not known any more is told as a change', () => {
  expect(describe_({ old: { visits: 12 }, new: { visits: null } })).toEqual(['visitas: 12 → —']);
});

it.each([
  ['numbers that had not been known', { visits: null, conversion: null }, { visits: 573, conversion: '0.02' }, true],
  ['one that had been said beside one that had not', { visits: null, orders: 4 }, { visits: 573, orders: 3 }, false],
  ['what a seller has no word for', { has_clips: null }, { has_clips: true }, false],
  ['a day that came', null, { visits: 573 }, false],
  ['a day that went', { visits: 573 }, null, false],
])('%s: whether they only complete the day', (_, old, now, completes) => {
  expect(isCompletion({ old, new: now })).toBe(completes);
});
