import { describe, expect, it } from 'vitest';
import { readRunsView, writeRunsView } from './runs-view.ts';

describe('the address of Execuções', () => {
  it.each([
    ['', null, false, null],
    ['?tarefa=leitura', 'sync-mercadolivre', false, null],
    ['?tarefa=avisos&so=problemas&dia=2026-11-20', 'read-notices', true, '2026-11-20'],
    ['?tarefa=drop&so=tudo&dia=2026-13-40', null, false, null],
    ['?dia=ontem', null, false, null],
  ])('"%s" asks for runs of %s, with trouble alone %s, of the day %s', (search, jobType, onlyTroubled, day) => {
    expect(readRunsView(search)).toEqual({ jobType, onlyTroubled, day });
  });

  it('says again which runs it was asked for, and leaves the rest of the address alone', () => {
    const view = { jobType: 'housekeeping', onlyTroubled: true, day: '2026-11-20' } as const;
    const search = writeRunsView('?idioma=es&dias=30', view);
    expect(search).toContain('idioma=es');
    expect(readRunsView(search)).toEqual(view);
    expect(writeRunsView(search, { jobType: null, onlyTroubled: false, day: null })).toBe('?idioma=es&dias=30');
  });
});
