import { z } from 'zod';
import type { CallOptions, Request } from '../request.ts';
import { Id, listOf, orNull } from '../wire/values.ts';

const Me = z.object({
  id: Id,
  nickname: orNull(z.string()),
  site_id: orNull(z.string()),
  tags: listOf(z.string()),
  status: orNull(z.object({ site_status: orNull(z.string()) })),
});
export type MeliUser = z.infer<typeof Me>;

export function createUsers(request: Request) {
  return {
    /** The seller whose key is used (API document 2); name, address and documents stay outside. */
    async getMe(options?: CallOptions): Promise<MeliUser> {
      return (await request({ endpoint: '/users/me', schema: Me }, options)).data;
    },
  };
}
