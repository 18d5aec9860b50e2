import './design/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { pageAt } from './app/pages.ts';
import { readKeptLanguage } from './i18n/kept-language.ts';
import { languageOf } from './i18n/language.ts';
import { startI18n } from './i18n/start-i18n.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');

// The script of the page comes together with the words, not after them; whoever draws the page says when it does not.
void pageAt(location.pathname)
  ?.load()
  .catch(() => undefined);
const language = languageOf(location.search, readKeptLanguage());
const i18n = await startI18n(language);
document.documentElement.lang = language;

createRoot(root).render(
  <StrictMode>
    <App i18n={i18n} />
  </StrictMode>,
);
