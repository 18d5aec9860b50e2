import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../components/panel.tsx';
import { keepLanguage } from '../../i18n/kept-language.ts';
import { type Language, languages } from '../../i18n/language.ts';
import { writeSearch } from '../window/write-search.ts';
import classes from './settings.module.css';

/** Each as whoever reads it calls it. */
const names: Record<Language, string> = { 'pt-BR': 'Português (Brasil)', en: 'English', es: 'Español' };

/** The language of this browser: other people and devices keep theirs. */
export function LanguagePanel() {
  const { t, i18n } = useTranslation();
  const choose = (name: string) => {
    const language = languages.find((one) => one === name);
    if (!language) return;
    const asked = new URLSearchParams(location.search);
    // An address that says another language would win over what is kept.
    asked.delete('idioma');
    if (!keepLanguage(language)) asked.set('idioma', language);
    location.assign(location.pathname + writeSearch(asked));
  };
  return (
    <Panel title={t('settings.language')}>
      <NativeSelect
        className={classes.field}
        label={t('settings.languageChoose')}
        value={i18n.language}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={languages.map((one) => ({ value: one, label: names[one] }))}
      />
      <p className={classes.soft}>{t('settings.languageWhy')}</p>
    </Panel>
  );
}
