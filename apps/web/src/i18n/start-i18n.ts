import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Catalogue, ptBr } from './catalogues/pt-br.ts';
import type { Language } from './language.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof ptBr };
  }
}

const otherCatalogues: Record<Exclude<Language, 'pt-BR'>, () => Promise<Catalogue>> = {
  en: async () => (await import('./catalogues/en.ts')).en,
  es: async () => (await import('./catalogues/es.ts')).es,
};

/**
 * Loads the catalogue of one language; Portuguese is in the bundle, so the usual page waits for nothing, and stands in for another language
 * whose file does not arrive.
 */
export async function startI18n(language: Language): Promise<i18n> {
  const catalogue = language === 'pt-BR' ? ptBr : await otherCatalogues[language]().catch(() => null);
  if (catalogue === null) return startI18n('pt-BR');
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: catalogue } },
    // React escapes by itself.
    interpolation: { escapeValue: false },
  });
  return instance;
}
