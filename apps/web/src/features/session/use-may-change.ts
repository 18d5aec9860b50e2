import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc.ts';

/** Whether the reader may have things done: viewers only look, and are shown no button that they would be refused. */
export function useMayChange(): boolean {
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  return session !== undefined && session.role !== 'viewer';
}
