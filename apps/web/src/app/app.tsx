import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import type { i18n as I18n } from 'i18next';
import { useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { createApiClient, TRPCProvider } from '../api/trpc.ts';
import { cssVariablesResolver, theme } from '../design/theme.ts';
import { SessionGate } from '../features/session/session-gate.tsx';
import { UnknownAddress } from '../features/session/unknown-address.tsx';
import { CrashGuard } from './crash-guard.tsx';
import { createQueryClient } from './create-query-client.ts';
import { OverviewPage } from './overview-page.tsx';

/** Everything that the pages stand on, and which page the address means. */
export function App({ i18n }: { i18n: I18n }) {
  const [queryClient] = useState(createQueryClient);
  const [apiClient] = useState(createApiClient);
  const isOverview = location.pathname === '/';
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <TRPCProvider trpcClient={apiClient} queryClient={queryClient}>
            <CrashGuard>
              {isOverview ? (
                <SessionGate>
                  <OverviewPage />
                </SessionGate>
              ) : (
                <UnknownAddress />
              )}
            </CrashGuard>
          </TRPCProvider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
