import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import type { Refresh } from './use-refresh.ts';

/**
 * Stays in its place, and reachable, while an update runs: the status beside it says what happens. Whoever only looks has none; until it is
 * known who looks, its place is kept.
 */
export function RefreshButton({ refresh }: { refresh: Refresh }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  if (session?.role === 'viewer') return null;
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
