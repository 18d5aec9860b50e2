import type { TFunction } from 'i18next';
import { DASH } from '../format/create-formatter.ts';
import { HiddenWords } from './hidden-words.tsx';

/** A dash for the eye, words for the ear: not known is not zero. The words are handed down: rows of a long list have no hooks of their own. */
export function Unknown({ t }: { t: TFunction }) {
  return (
    <>
      <span aria-hidden="true">{DASH}</span>
      <HiddenWords>{t('page.unknown')}</HiddenWords>
    </>
  );
}
