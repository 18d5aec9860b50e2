import { useTranslation } from 'react-i18next';
import { NextStep } from '../session/next-step.tsx';

/** A period without a single listing, and what brings some. */
export function NoListings({ hasButton = false }: { hasButton?: boolean }) {
  const { t } = useTranslation();
  return (
    <div>
      <p>{t('listings.empty')}</p>
      <NextStep hasButton={hasButton} />
    </div>
  );
}
