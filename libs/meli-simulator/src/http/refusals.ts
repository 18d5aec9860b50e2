/** An answer that is not the asked one: status and body as Mercado Livre gives them (API document 9.2). */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly body: object;

  constructor(status: number, body: object) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
  }
}

const plain = (status: number, error: string, message: string) =>
  new Refusal(status, { message, error, status, cause: [] });
/** The quality endpoint leaves `cause` out. */
const bare = (status: number, error: string, message: string) => new Refusal(status, { message, error, status });

export const refuse = {
  badRequest: (message: string, error = 'bad_request') => plain(400, error, message),
  notFound: (message: string) => plain(404, 'not_found', message),
  itemNotFound: (id: string) => plain(404, 'not_found', `Item with id ${id} not found`),
  orderNotFound: (id: string) => plain(404, 'order_not_found', `Order ${id} not found`),
  notCalculated: (reason: string) => bare(400, 'bad_request', `Entity not calculated: ${reason}`),
  noPerformance: () => bare(404, 'not_found', 'Not found item performance'),
  notTheOwner: () => bare(401, 'unauthorized', 'The caller is not the owner of the item'),
  invalidToken: () => plain(401, 'invalid_token', 'invalid access token'),
  /** What sellers of a blocked application see (API document 1.4). */
  unauthorizedScopes: () => plain(401, 'unauthorized_scopes', 'unauthorized_scopes'),
  invalidCaller: () => plain(403, 'forbidden', 'Invalid caller.id'),
  invalidScopes: () => new Refusal(403, { status: 403, error: 'Invalid scopes', code: 'FORBIDDEN' }),
  orderForbidden: () => plain(403, 'forbidden', 'The user has not access to the order'),
  forbidden: () => plain(403, 'forbidden', 'forbidden'),
  accessDenied: () =>
    new Refusal(403, {
      message: 'Access to the requested resource is forbidden',
      error: 'access_denied',
      status: 403,
      cause: null,
    }),
  salePriceDenied: () =>
    new Refusal(403, { code: 'access_denied', error: 'Access to the requested resource is forbidden', status: 403 }),
  policy: () =>
    new Refusal(403, {
      message: 'At least one policy returned UNAUTHORIZED.',
      code: 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES',
      status: 403,
      blocked_by: 'PolicyAgent',
    }),
  oauth: (error: string, error_description: string, status = 400) =>
    new Refusal(status, { error_description, error, status, cause: [] }),
};
