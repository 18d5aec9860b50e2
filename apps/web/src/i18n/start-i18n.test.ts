import { expect, it, vi } from 'vitest';
import { startI18n } from './start-i18n.ts';

vi.mock('./catalogues/es.ts', () => {
  throw new Error('The file did not arrive');
});

it('the page speaks Portuguese where the file of another language does not arrive', async () => {
  const { t, language } = await startI18n('es');
  expect(language).toBe('pt-BR');
  expect(t('refresh.button')).toBe('Atualizar dados');
});
