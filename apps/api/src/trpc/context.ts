import type { Tenant } from '@pulso/connections';
import type { ApiDeps } from '../api-deps.ts';

/** What a procedure may know of its request. */
export interface TrpcContext {
  deps: ApiDeps;
  /** The tenant whose dashboard this request opens. @throws AppError `unauthenticated` when it may open none */
  signIn(): Promise<Tenant>;
  /** @throws AppError `forbidden`, `unsupported_media_type` for a change that another site asks for */
  assertOwnPage(): void;
}
