import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc.ts';

/** Has the people, their invitations and what happened read again after a change, and who one is oneself: that may have been the change. */
export function useMembersAnew() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.invalidateQueries({ queryKey: trpc.session.get.queryKey() });
    await queryClient.invalidateQueries({ queryKey: trpc.members.pathKey() });
  };
}
