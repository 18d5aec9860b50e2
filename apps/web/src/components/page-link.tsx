import { useQuery } from '@tanstack/react-query';
import type { AnchorHTMLAttributes } from 'react';
import { Link, useSearch } from 'wouter';
import { useTRPC } from '../api/trpc.ts';
import { keepAcrossPages } from '../features/window/window-search.ts';

interface PageLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  path: string;
}

/** Goes to another page and takes the period, the account and the language along. */
export function PageLink({ path, ...anchor }: PageLinkProps) {
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  return <Link href={path + keepAcrossPages(useSearch(), session?.today)} {...anchor} />;
}
