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

export const refuse = {
  badRequest: (message: string) => plain(400, 'bad_request', message),
  notFound: (message: string) => plain(404, 'not_found', message),
  orderNotFound: () => plain(404, 'order_not_found', 'Order does not exist'),
  invalidToken: () => plain(401, 'invalid_token', 'invalid access token'),
  notOwned: () => plain(403, 'not_owned_order', 'The user has not access to the order'),
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
  oauth: (status: number, error: string, error_description: string) =>
    new Refusal(status, { error_description, error, status, cause: [] }),
};
