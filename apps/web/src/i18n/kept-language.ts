import type { Language } from './language.ts';

const KEY = 'pulso-language';

/** The language that was chosen in this browser; null where none was, or where the browser keeps nothing. */
export function readKeptLanguage(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Keeps the language for this browser. Where it keeps nothing, the address alone says it. @returns whether it is kept */
export function keepLanguage(language: Language): boolean {
  try {
    localStorage.setItem(KEY, language);
    return true;
  } catch {
    return false;
  }
}
