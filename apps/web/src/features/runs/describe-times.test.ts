import { expect, it } from 'vitest';
import { createFormatter } from '../../format/create-formatter.ts';
import { startI18n } from '../../i18n/start-i18n.ts';
import { describeTimes } from './describe-times.ts';

it.each([
  ['0 * * * *', 'Toda hora cheia'],
  ['20 * * * *', 'Toda hora, no minuto 20'],
  ['0 3 * * *', 'Todo dia às 03:00'],
  ['30 4 * * *', 'Todo dia às 04:30'],
  ['0 5 * * 0', 'Toda semana, domingo às 05:00'],
  ['15 22 * * 6', 'Toda semana, sábado às 22:15'],
  ['0 5 1 * *', 'Horário 0 5 1 * *'],
  ['*/5 * * * *', 'Horário */5 * * * *'],
  ['0 * * * 1', 'Horário 0 * * * 1'],
])('the times of the pattern %s are said as "%s"', async (cron, words) => {
  const { t } = await startI18n('pt-BR');
  expect(describeTimes(cron, { t, format: createFormatter('pt-BR') })).toBe(words);
});
