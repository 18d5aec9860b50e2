import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';

interface AccountPickerProps {
  connectionId: string | null;
  onChange: (connectionId: string | null) => void;
}

/** All accounts or one of them, those that are not read any more marked. Nothing where there is none; until that is known, its place. */
export function AccountPicker({ connectionId, onChange }: AccountPickerProps) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data: connections } = useQuery(trpc.connections.list.queryOptions());
  const isGone = connectionId !== null && connections?.every((one) => one.connectionId !== connectionId) === true;
  useEffect(() => {
    if (isGone) onChange(null);
  }, [isGone, onChange]);
  if (connections?.length === 0) return null;
  const nameOf = ({ nickname, sellerId, status }: NonNullable<typeof connections>[number]) =>
    `${nickname ?? sellerId}${status === 'disconnected' ? ` (${t('accounts.disconnected')})` : ''}`;
  return (
    <NativeSelect
      aria-label={t('window.account')}
      style={connections ? undefined : { visibility: 'hidden' }}
      value={connectionId ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[
        { value: '', label: t('window.allAccounts') },
        ...(connections ?? []).map((one) => ({ value: one.connectionId, label: nameOf(one) })),
      ]}
    />
  );
}
