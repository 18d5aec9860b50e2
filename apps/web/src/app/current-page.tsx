import { type ComponentType, lazy, Suspense } from 'react';
import { useLocation } from 'wouter';
import { SessionGate } from '../features/session/session-gate.tsx';
import { UnknownAddress } from '../features/session/unknown-address.tsx';
import { LazyPage } from './lazy-page.tsx';
import { pageAt } from './pages.ts';
import { Shell } from './shell/shell.tsx';

const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

/** Where links lead: pages for people who need not be signed in. */
const openPages: Record<string, ComponentType> = {
  '/primeiro-acesso': page(async () => (await import('../features/sign-in/first-owner-page.tsx')).FirstOwnerPage),
  '/convite': page(async () => (await import('../features/sign-in/invitation-page.tsx')).InvitationPage),
  '/senha': page(async () => (await import('../features/sign-in/reset-page.tsx')).ResetPage),
};

/** The page that the address means, within the shell that stays while pages change. */
export function CurrentPage() {
  const [path] = useLocation();
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
        <LazyPage key={shown.name} page={shown} />
      </Shell>
    </SessionGate>
  );
}
