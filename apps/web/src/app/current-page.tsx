import { type ComponentType, Suspense } from 'react';
import { useLocation } from 'wouter';
import { lazyOr, NotArrived } from '../components/lazy-or.tsx';
import type { ConnectNoteProps } from '../features/accounts/connect-note.tsx';
import { useConnectOutcome } from '../features/accounts/use-connect-outcome.ts';
import { PageNotArrived } from '../features/session/page-not-arrived.tsx';
import { SessionGate } from '../features/session/session-gate.tsx';
import { UnknownAddress } from '../features/session/unknown-address.tsx';
import { LazyPage } from './lazy-page.tsx';
import { pageAt } from './pages.ts';
import { Shell } from './shell/shell.tsx';

const page = (load: () => Promise<ComponentType>) => lazyOr(load, PageNotArrived);

/** Pages for people who need not be signed in: where links lead, and what is left when a company is erased. */
const openPages: Record<string, ComponentType> = {
  '/primeiro-acesso': page(async () => (await import('../features/sign-in/first-owner-page.tsx')).FirstOwnerPage),
  '/convite': page(async () => (await import('../features/sign-in/invitation-page.tsx')).InvitationPage),
  '/recibo': page(async () => (await import('../features/settings/receipt-page.tsx')).ReceiptPage),
  '/senha': page(async () => (await import('../features/sign-in/reset-page.tsx')).ResetPage),
};

const ConnectNote = lazyOr<ConnectNoteProps>(
  async () => (await import('../features/accounts/connect-note.tsx')).ConnectNote,
  NotArrived,
);

/** The page that the address means, within the shell that stays while pages change. */
export function CurrentPage() {
  const [path] = useLocation();
  const connecting = useConnectOutcome();
  const Open = openPages[path];
  if (Open) {
    return (
      <Suspense>
        <Open />
      </Suspense>
    );
  }
  const shown = pageAt(path);
  if (!shown) return <UnknownAddress />;
  return (
    <SessionGate>
      <Shell page={shown}>
        {connecting.outcome !== null && (
          <Suspense>
            <ConnectNote outcome={connecting.outcome} onClose={connecting.close} />
          </Suspense>
        )}
        <LazyPage key={shown.name} page={shown} />
      </Shell>
    </SessionGate>
  );
}
