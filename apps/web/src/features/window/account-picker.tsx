import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';

interface AccountPickerProps {
  connectionId: string | null;
  onChange: (connectionId: string | null) => void;
}

/** Only a seller with several accounts has something to choose. */
export function AccountPicker({ connectionId, onChange }: AccountPickerProps) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data: connections } = useQuery(trpc.connections.list.queryOptions());
  const isGone = connectionId !== null && connections?.every((one) => one.connectionId !== connectionId) === true;
  useEffect(() => {
    if (isGone) onChange(null);
  }, [isGone, onChange]);
  if (!connections || connections.length < 2) return null;
  return (
    <NativeSelect
      aria-label={t('window.account')}
      value={connectionId ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[
        { value: '', label: t('window.allAccounts') },
        ...connections.map((one) => ({ value: one.connectionId, label: one.nickname ?? one.sellerId })),
      ]}
    />
  );
}
