import { describe, expect, it, vi } from 'vitest';
import type { ApiFailure, CatalogueRow } from '../../api/trpc.ts';
import { togetherOf } from './use-catalogue-rows.ts';

const rows = [{ listingId: 'MLB1' }] as CatalogueRow[];
const failure = { data: null } as unknown as ApiFailure;
const page = (told: { data?: { rows: CatalogueRow[] }; error?: ApiFailure }) => ({
  data: undefined,
  error: null,
  ...told,
  refetch: vi.fn<() => Promise<never>>(),
});

describe('a page of the list that does not come', () => {
  it('is said, and is the one that is asked for again', () => {
    const [arrived, lost, coming] = [page({ data: { rows } }), page({ error: failure }), page({})];
    const together = togetherOf([arrived, lost, coming]);
    expect(together).toMatchObject({ rows: [rows, undefined, undefined], failure });
    together.retry();
    expect(lost.refetch).toHaveBeenCalledOnce();
    expect(arrived.refetch).not.toHaveBeenCalled();
    expect(coming.refetch).not.toHaveBeenCalled();
  });

  it('is no failure while its rows of before are still shown', () => {
    expect(togetherOf([page({ data: { rows }, error: failure })]).failure).toBeNull();
  });
});
