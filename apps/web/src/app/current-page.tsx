import { useLocation } from 'wouter';
import { SessionGate } from '../features/session/session-gate.tsx';
import { UnknownAddress } from '../features/session/unknown-address.tsx';
import { LazyPage } from './lazy-page.tsx';
import { pageAt } from './pages.ts';
import { Shell } from './shell/shell.tsx';

/** The page that the address means, within the shell that stays while pages change. */
export function CurrentPage() {
  const [path] = useLocation();
  const page = pageAt(path);
  if (!page) return <UnknownAddress />;
  return (
    <SessionGate>
      <Shell page={page}>
        <LazyPage key={page.name} page={page} />
      </Shell>
    </SessionGate>
  );
}
