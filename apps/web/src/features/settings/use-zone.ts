import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '../../api/trpc.ts';

/** While a rebuild is awaited. */
const REFETCH_MS = 5_000;

/** The zone of the company, the one that is wished for, and the way to wish; what is shown follows when a rebuild is published. */
export function useZone() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const zone = useQuery(
    trpc.company.zone.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.nextTimeZone ? REFETCH_MS : false),
    }),
  );
  const change = useMutation(
    trpc.company.changeZone.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.company.pathKey() }),
    }),
  );
  const [shown, coming] = [session?.timeZone, session?.nextTimeZone];
  const [published, wished] = [zone.data?.timeZone, zone.data?.nextTimeZone];
  useEffect(() => {
    // Every number of the page stands in other days now, or is about to.
    const isOther = shown !== published || coming !== wished;
    if (shown && published && isOther) void queryClient.invalidateQueries();
  }, [shown, coming, published, wished, queryClient]);
  return { session, zone, change };
}
