import './design/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { languageOf } from './i18n/language.ts';
import { startI18n } from './i18n/start-i18n.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');

const language = languageOf(location.search);
const i18n = await startI18n(language);
document.documentElement.lang = language;
document.title = `${i18n.t('page.title')} · Pulso`;

createRoot(root).render(
  <StrictMode>
    <App i18n={i18n} />
  </StrictMode>,
);
