import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { causeOf } from '../../api/describe-failure.ts';
import { useTRPC } from '../../api/trpc.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { lazyOr } from '../../components/lazy-or.tsx';
import { PageNotArrived } from './page-not-arrived.tsx';
import { PlainPage } from './plain-page.tsx';

const SignInPage = lazyOr(async () => (await import('../sign-in/sign-in-page.tsx')).SignInPage, PageNotArrived);

/**
 * Shows the page to whoever is signed in, and to everybody else the way in. A server that refuses it or is not there at all is one
 * sentence for the whole page, which says more than the same failure in each of its parts.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const session = useQuery(trpc.session.get.queryOptions());
  const cause = session.error && causeOf(session.error);
  // Also over data that are there: they are those of somebody who has signed out since.
  if (cause === 'signIn') {
    return (
      <Suspense>
        <SignInPage />
      </Suspense>
    );
  }
  if (!cause || session.data) return children;
  return (
    <PlainPage>
      <FailureNote ofPage cause={cause} onRetry={() => void session.refetch()} />
    </PlainPage>
  );
}
