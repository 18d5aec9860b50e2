import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Mirror } from '../http/mirror.ts';
import { refuse } from '../http/refusals.ts';
import type { SellerShape } from '../world/seller-shape.ts';

const Authorization = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  /** Data go in `state`: a query part would vary, and the registered address has none. */
  redirect_uri: z.url().refine((address) => !/[?#]/.test(address)),
  state: z.string().optional(),
  code_challenge: z.string().optional(),
  code_challenge_method: z.enum(['S256', 'plain']).default('plain'),
  /** Not Mercado Livre's: which seller sits in front of the page. */
  seller: z.string().optional(),
  /** Not Mercado Livre's either: `true` when it is a collaborator of the seller, who may not sign. */
  operator: z.string().optional(),
  /** Nor this: `true` when the seller says no. */
  refuse: z.string().optional(),
});

/**
 * The authorisation page (API document 1.1), on which the seller agrees unless told otherwise. Where there are several and none is
 * named, it is a page to choose one from.
 */
export function authorizationPage(
  server: FastifyInstance,
  { market, keys, rules, now }: Mirror,
  { clientId, persist }: { clientId: string; persist: () => Promise<void> },
): void {
  server.get<{ Querystring: Record<string, string | string[]> }>('/authorization', async (request, reply) => {
    const asked = Authorization.safeParse(request.query);
    if (!asked.success || asked.data.client_id !== clientId) {
      throw refuse.badRequest('the authorization request names no known application, or lacks a parameter');
    }
    const {
      redirect_uri,
      state,
      code_challenge,
      code_challenge_method,
      seller,
      operator,
      refuse: refused,
    } = asked.data;
    if (rules.redirectUri !== null && redirect_uri !== rules.redirectUri) {
      throw refuse.badRequest('the redirect_uri is not the registered one');
    }
    if (rules.requiresPkce && code_challenge === undefined) throw refuse.badRequest('code_challenge is required');
    const sellers = market.worlds.map((world) => world.seller);
    if (seller === undefined && sellers.length > 1) {
      return reply.type('text/html; charset=utf-8').send(choicePage(sellers, request.query));
    }
    const chosen = seller === undefined ? sellers[0] : sellers.find((one) => one.id === seller);
    if (!chosen) throw refuse.badRequest(`there is no seller ${seller}`);
    const sendBack = (name: 'code' | 'error', value: string) => {
      const target = new URL(redirect_uri);
      target.searchParams.set(name, value);
      if (state !== undefined) target.searchParams.set('state', state);
      return reply.redirect(target.toString());
    };
    if (refused === 'true') return sendBack('error', 'access_denied');
    if (operator === 'true') return sendBack('error', 'invalid_operator_user_id');
    const challenge = code_challenge === undefined ? null : { value: code_challenge, method: code_challenge_method };
    const code = keys.offerCode({ sellerId: chosen.id, redirectUri: redirect_uri, challenge }, now());
    await persist();
    return sendBack('code', code);
  });
}

/** A form that asks the same again, with one button a seller. */
function choicePage(sellers: readonly SellerShape[], query: Record<string, string | string[]>): string {
  const kept = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `<input type="hidden" name="${escape(name)}" value="${escape(one)}">`),
  );
  const buttons = sellers.map(
    ({ id, nickname }) =>
      `<p><button name="seller" value="${escape(id)}">${escape(nickname)}</button> ${escape(id)}</p>`,
  );
  return [
    '<!doctype html><html lang="pt-BR"><meta charset="utf-8"><title>Autorizar aplicativo (simulador)</title>',
    '<h1>Quem autoriza o aplicativo?</h1><form method="get" action="/authorization">',
    ...kept,
    ...buttons,
    '<p><label><input type="checkbox" name="operator" value="true"> como colaborador, que não pode assinar</label></p>',
    '<p><label><input type="checkbox" name="refuse" value="true"> e não aceita</label></p>',
    '</form></html>',
  ].join('\n');
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
