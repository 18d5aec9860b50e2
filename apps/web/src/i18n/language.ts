/** The languages of the screen. Portuguese comes first; the address may ask for another: `?idioma=es`. */
export const languages = ['pt-BR', 'en', 'es'] as const;
export type Language = (typeof languages)[number];

/**
 * The language that an address asks for; else the one that this browser keeps, else Portuguese.
 * The browser's own language is not asked: sellers in Brazil often use devices set to English.
 */
export function languageOf(search: string, kept: string | null = null): Language {
  return findLanguage(new URLSearchParams(search).get('idioma')) ?? findLanguage(kept) ?? 'pt-BR';
}

function findLanguage(name: string | null): Language | undefined {
  return languages.find((one) => one.toLowerCase() === name?.toLowerCase());
}
