import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import {
  type ApiFailure,
  type Correction,
  type EvidencePage,
  type EvidenceQuery,
  useTRPC,
  useTRPCClient,
} from '../../api/trpc.ts';

const PAGE_ORDERS = 50;
const PAGE_CORRECTIONS = 50;

/** The orders behind a number, newest first, a page more with each press. */
export function useEvidence(query: EvidenceQuery) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const asked = { ...query, limit: PAGE_ORDERS };
  return useInfiniteQuery<EvidencePage, ApiFailure, InfiniteData<EvidencePage>, readonly unknown[], string | null>({
    queryKey: trpc.evidence.list.infiniteQueryKey(asked),
    queryFn: ({ pageParam, signal }) => client.evidence.list.query({ ...asked, cursor: pageParam }, { signal }),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** What was corrected on the same days, newest first. */
export function useCorrections({ verdict: _verdict, ...query }: EvidenceQuery) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const asked = { ...query, limit: PAGE_CORRECTIONS };
  return useInfiniteQuery<Correction[], ApiFailure, InfiniteData<Correction[]>, readonly unknown[], string | null>({
    queryKey: trpc.evidence.corrections.queryKey(asked),
    queryFn: ({ pageParam, signal }) => client.evidence.corrections.query({ ...asked, before: pageParam }, { signal }),
    initialPageParam: null,
    getNextPageParam: (page) => (page.length < PAGE_CORRECTIONS ? null : (page.at(-1)?.correctionId ?? null)),
    placeholderData: keepPreviousData,
  });
}
