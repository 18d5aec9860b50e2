import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../components/page-head.tsx';
import type { PageModel } from './pages.ts';

/** A page whose script is on its way: its name, and that it comes. */
export function LoadingPage({ page }: { page: PageModel }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t(`shell.${page.name}`)} />
      <div aria-busy="true">
        <VisuallyHidden>{t('page.loading')}</VisuallyHidden>
        <Skeleton height="24rem" radius="var(--radius-panel)" />
      </div>
    </>
  );
}
