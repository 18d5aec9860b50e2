import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { causeOf } from '../../api/describe-failure.ts';
import { useTRPC } from '../../api/trpc.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { PlainPage } from './plain-page.tsx';
import { SignInUnavailable } from './sign-in-unavailable.tsx';

/**
 * Shows the page, unless the server refuses it or is not there at all: then one sentence for the whole
 * page says more than the same failure in each of its parts.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const session = useQuery(trpc.session.get.queryOptions());
  if (!session.error || session.data) return children;
  const cause = causeOf(session.error);
  if (cause === 'signIn') return <SignInUnavailable />;
  return (
    <PlainPage>
      <FailureNote ofPage cause={cause} onRetry={() => void session.refetch()} />
    </PlainPage>
  );
}
