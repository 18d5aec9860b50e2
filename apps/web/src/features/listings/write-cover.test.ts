import { expect, it } from 'vitest';
import { createFormatter } from '../../format/create-formatter.ts';
import { startI18n } from '../../i18n/start-i18n.ts';
import { writeCover } from './write-cover.ts';

const words = { t: (await startI18n('pt-BR')).t, format: createFormatter('pt-BR') };

it.each([
  [0, '0 dias'],
  [0.5, 'menos de um dia'],
  [1.9, '1 dia'],
  [12, '12 dias'],
])('a stock for %d days is said to last %s', (cover_days, said) => {
  expect(writeCover(cover_days, words)).toBe(said);
});
