import './design/styles.ts';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { fetchFirstPage } from './app/lazy-page.tsx';
import { pageAt } from './app/pages.ts';
import { readKeptLanguage } from './i18n/kept-language.ts';
import { languageOf } from './i18n/language.ts';
import { startI18n } from './i18n/start-i18n.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');

const language = languageOf(location.search, readKeptLanguage());
const [i18n] = await Promise.all([startI18n(language), fetchFirstPage(pageAt(location.pathname))]);
document.documentElement.lang = i18n.language;

// As a transition it is drawn bit by bit, and whoever scrolls or presses meanwhile is not kept waiting.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <App i18n={i18n} />
    </StrictMode>,
  ),
);
