import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import type { i18n as I18n } from 'i18next';
import { useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { createApiClient, TRPCProvider } from '../api/trpc.ts';
import { cssVariablesResolver, theme } from '../design/theme.ts';
import { CrashGuard } from './crash-guard.tsx';
import { createQueryClient } from './create-query-client.ts';
import { CurrentPage } from './current-page.tsx';

/** Everything that the pages stand on. */
export function App({ i18n }: { i18n: I18n }) {
  const [queryClient] = useState(createQueryClient);
  const [apiClient] = useState(createApiClient);
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <TRPCProvider trpcClient={apiClient} queryClient={queryClient}>
            <CrashGuard>
              <CurrentPage />
            </CrashGuard>
          </TRPCProvider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
