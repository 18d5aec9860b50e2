import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc.ts';
import { Wordmark } from '../../components/wordmark.tsx';
import classes from './session.module.css';

/** Whose numbers these are. */
export function TenantName() {
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  return (
    <div className={classes.names}>
      <Wordmark />
      {session ? (
        <span className={classes.tenant}>{session.tenantName}</span>
      ) : (
        <Skeleton className={classes.tenant} width="10rem" height="1.5rem" />
      )}
    </div>
  );
}
