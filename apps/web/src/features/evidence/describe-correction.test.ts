import { beforeAll, expect, it } from 'vitest';
import { createFormatter } from '../../format/create-formatter.ts';
import { startI18n } from '../../i18n/start-i18n.ts';
import { describeCorrection } from './describe-correction.ts';

let t: Awaited<ReturnType<typeof startI18n>>['t'];
beforeAll(async () => {
  t = (await startI18n('pt-BR')).t;
});
const describe_ = (told: Parameters<typeof describeCorrection>[0]) =>
  describeCorrection(told, { t, format: createFormatter('pt-BR') }).map((line) => line.replaceAll(/\s/g, ' '));

it('a correction says each number that changed, old and new, and what was not known as not known', () => {
  const told = {
    old: { orders: 4, net_revenue: null, has_clips: true },
    new: { orders: 3, net_revenue: '90.50', has_clips: false },
  };
  expect(describe_(told)).toEqual(['pedidos: 4 → 3', 'receita líquida: — → R$ 90,50']);
});

it('a day that came or went is told as that', () => {
  expect(describe_({ old: null, new: { orders: 3 } })).toEqual(['este dia foi acrescentado']);
  expect(describe_({ old: { orders: 3 }, new: null })).toEqual(['este dia foi retirado']);
});
