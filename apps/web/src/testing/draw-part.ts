import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { Router } from 'wouter';
import { createApiClient, TRPCProvider } from '../api/trpc.ts';
import { createQueryClient } from '../app/create-query-client.ts';
import { startI18n } from '../i18n/start-i18n.ts';

/** What the server has answered already: of which procedure (`overview.totals`), asked with what. */
export interface Answered {
  procedure: string;
  input?: object;
  answer: unknown;
}

const i18n = await startI18n('pt-BR');

/** What a part of the page is before any effect ran, given what was answered, and what it asked the server for. */
export function drawPart(part: ReactNode, answered: readonly Answered[] = []) {
  const queryClient = createQueryClient();
  const trpcClient = createApiClient();
  for (const { procedure, input, answer } of answered) {
    queryClient.setQueryData([procedure.split('.'), { ...(input && { input }), type: 'query' }], answer);
  }
  const html = renderToStaticMarkup(
    createElement(
      I18nextProvider,
      { i18n },
      createElement(
        MantineProvider,
        null,
        createElement(
          QueryClientProvider,
          { client: queryClient },
          createElement(TRPCProvider, {
            queryClient,
            trpcClient,
            children: createElement(Router, { ssrPath: '/', ssrSearch: '', children: part }),
          }),
        ),
      ),
    ),
  );
  const asked = queryClient.getQueryCache().getAll();
  return { html, asked: asked.map(({ queryKey }) => queryKey as [string[], { input?: object }?]) };
}

/** What a part says, to the eye and to the ear. */
export function wordsOf(html: string): string {
  return html
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
