import { useTranslation } from 'react-i18next';
import { createFormatter, type Formatter } from './create-formatter.ts';

/** One of each language for the whole page: dozens of parts write with it. */
const formatters = new Map<string, Formatter>();

/** The formatter of the language on the screen. */
export function useFormatter(): Formatter {
  const { language } = useTranslation().i18n;
  const formatter = formatters.get(language) ?? createFormatter(language);
  formatters.set(language, formatter);
  return formatter;
}
