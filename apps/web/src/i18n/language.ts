/** The languages of the screen. Portuguese comes first; the address may ask for another: `?idioma=es`. */
export const languages = ['pt-BR', 'en', 'es'] as const;
export type Language = (typeof languages)[number];

/**
 * The language that an address asks for; Portuguese when it asks for none that we have.
 * The browser's own language is not asked: sellers in Brazil often use devices set to English.
 */
export function languageOf(search: string): Language {
  const asked = new URLSearchParams(search).get('idioma');
  return languages.find((one) => one.toLowerCase() === asked?.toLowerCase()) ?? 'pt-BR';
}
