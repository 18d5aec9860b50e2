import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import type { Refresh } from './use-refresh.ts';

/** Stays in its place, and reachable, while an update runs: the status beside it says what happens. */
export function RefreshButton({ refresh }: { refresh: Refresh }) {
  const { t } = useTranslation();
  return (
    <Button
      leftSection={<Icon name="refresh" />}
      aria-disabled={refresh.isBusy}
      {...(refresh.isBusy ? { 'data-disabled': true } : {})}
      onClick={refresh.start}
    >
      {t('refresh.button')}
    </Button>
  );
}
