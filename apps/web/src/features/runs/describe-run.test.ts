import { beforeAll, describe, expect, it } from 'vitest';
import type { ListedRun } from '../../api/trpc.ts';
import { createFormatter } from '../../format/create-formatter.ts';
import { startI18n } from '../../i18n/start-i18n.ts';
import type { RunWords } from '../refresh/run-words.ts';
import { describeRun } from './describe-run.ts';

let words: RunWords;
beforeAll(async () => {
  const { t } = await startI18n('pt-BR');
  words = { t, format: createFormatter('pt-BR'), list: new Intl.ListFormat('pt-BR', { type: 'conjunction' }) };
});

const run = (told: Partial<Omit<ListedRun, 'metadata'>>, metadata: Partial<ListedRun['metadata']> = {}) =>
  ({
    jobType: 'sync-mercadolivre',
    status: 'SUCCESS',
    recordsProcessed: 0,
    errorCode: null,
    ...told,
    metadata: { missing: [], coveredSlots: 0, ...metadata },
  }) as ListedRun;

describe('a run in the list', () => {
  it('says what a sync read, what it could not read first, and for which missed times it stands', () => {
    const result = { orders: { ordersProcessed: 3, ordersCreated: 1 } };
    const partial = run(
      { status: 'PARTIAL' },
      { result, missing: [{ connectionId: 'a', source: 'visits', count: 12 }], coveredSlots: 2 },
    );
    expect(describeRun(partial, words)).toEqual([
      'Faltou: visitas de 12 anúncios.',
      'Lidos: 3 pedidos e 1 pedido novo.',
      'Valeu também por 2 horários perdidos.',
    ]);
  });

  it.each([
    ['rebuild-daily-metrics', 30, 'Refeitos os cálculos de 30 dias.'],
    ['housekeeping', 0, 'Não havia nada antigo a apagar.'],
    ['housekeeping', 5, 'Apagados 5 registros antigos.'],
    ['read-notices', 1, 'Lido 1 aviso do Mercado Livre.'],
  ])('of the job %s says what its %i things were', (jobType, count, sentence) => {
    const told = run({ jobType, recordsProcessed: count }, { result: { daysProcessed: count } });
    expect(describeRun(told, words)).toEqual([sentence]);
  });

  it('that failed says why and what to do, and that another attempt went on', () => {
    const failed = run({ status: 'FAILED', errorCode: 'reauthorisation_required' }, { continuedBy: 'next' });
    expect(describeRun(failed, words)).toEqual([
      'O Mercado Livre pede que você autorize a conta de novo.',
      'Outra tentativa continuou daqui.',
    ]);
    expect(describeRun(run({ status: 'ABANDONED' }), words)).toEqual(['A atualização foi interrompida antes do fim.']);
    expect(describeRun(run({ status: 'SKIPPED' }, { reason: 'covered' }), words)).toHaveLength(1);
    expect(describeRun(run({ status: 'RUNNING' }, { progress: { phase: 'visits', done: 1 } }), words)).toEqual([
      'Lendo as visitas…',
    ]);
  });
});
