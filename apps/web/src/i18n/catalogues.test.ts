import { describe, expect, it } from 'vitest';
import { en } from './catalogues/en.ts';
import { es } from './catalogues/es.ts';
import { ptBr } from './catalogues/pt-br.ts';
import { languageOf } from './language.ts';
import { startI18n } from './start-i18n.ts';

const catalogues = [
  ['pt-BR', ptBr],
  ['en', en],
  ['es', es],
] as const;

type Parts = Record<string, Record<string, string>>;
const flat = (catalogue: Parts) =>
  new Map<string, string>(
    Object.entries(catalogue).flatMap(([part, words]) =>
      Object.entries(words).map(([key, text]) => [`${part}.${key}`, text] as const),
    ),
  );
const variablesOf = (text = '') => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();
const PLURAL = /_(zero|one|two|few|many|other)$/;

describe.each(catalogues)('the catalogue in %s', (language, catalogue) => {
  const words = flat(catalogue);
  const portuguese = flat(ptBr);

  it('has the keys of the Portuguese one, each with words', () => {
    expect([...words.keys()].sort()).toEqual([...portuguese.keys()].sort());
    expect([...words].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('puts the same values into its sentences', () => {
    // "Um dia" and "nenhum pedido" may spell the number out.
    const keys = [...words.keys()].filter((key) => !/_(zero|one)$/.test(key));
    for (const key of keys) expect([key, variablesOf(words.get(key))]).toEqual([key, variablesOf(portuguese.get(key))]);
  });

  it('has in the full name of a button what stands on it, which whoever steers by voice says', () => {
    const named = [...words].filter(([key]) => key.endsWith('Name') && words.has(key.replace(/Name$/, '')));
    expect(named.length).toBeGreaterThan(5);
    for (const [key, name] of named)
      expect(name.toLowerCase(), key).toContain((words.get(key.replace(/Name$/, '')) ?? '').toLowerCase());
  });

  it('has every plural that its language knows', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const stems = new Set([...words.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')));
    expect(stems.size).toBeGreaterThan(10);
    for (const stem of stems)
      for (const plural of needed) expect(words.has(`${stem}_${plural}`), `${stem}_${plural}`).toBe(true);
  });
});

describe('the language of the screen', () => {
  it.each([
    ['', 'pt-BR'],
    ['?idioma=en', 'en'],
    ['?dias=30&idioma=ES', 'es'],
    ['?idioma=pt-br', 'pt-BR'],
    ['?idioma=klingon', 'pt-BR'],
  ])('of the address "%s" is %s', (search, language) => {
    expect(languageOf(search)).toBe(language);
  });

  it.each([
    ['', 'es', 'es'],
    ['?idioma=en', 'es', 'en'],
    ['?idioma=klingon', 'es', 'es'],
    ['', 'klingon', 'pt-BR'],
    ['', null, 'pt-BR'],
  ])('of the address "%s" in a browser that keeps %s is %s', (search, kept, language) => {
    expect(languageOf(search, kept)).toBe(language);
  });

  it('tells one order from many, and a million by its own plural', async () => {
    const { t } = await startI18n('pt-BR');
    expect(t('amount.orders', { count: 0, n: '0' })).toBe('nenhum pedido novo ou alterado');
    expect(t('amount.orders', { count: 1, n: '1' })).toBe('1 pedido');
    expect(t('amount.orders', { count: 2, n: '2' })).toBe('2 pedidos');
    expect(t('amount.orders', { count: 1_000_000, n: '1 milhão' })).toBe('1 milhão de pedidos');
    expect((await startI18n('en')).t('amount.orders', { count: 1, n: '1' })).toBe('1 order');
  });
});
