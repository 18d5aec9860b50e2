import type { Listing } from '../world/listing.ts';
import { clipAt } from '../world/listing-changes.ts';
import { secondTime } from './timestamps.ts';

const PAGE = 'https://www.mercadolivre.com.br/anuncios/exemplo';

interface Criterion {
  bucket: 'USER_PRODUCT' | 'OFFER';
  variable: string;
  rule: string;
  title: string;
  isDone: boolean;
}

/** A listing's quality as `GET /item/{id}/performance` tells it (API document 4.5), asked of one for which it is calculated. */
export function performanceBody(listing: Listing, at: number) {
  const clip = clipAt(listing, at);
  const prefix = listing.model === 'variations' ? '' : 'UP_';
  const shorts: Criterion[] =
    clip === 'yes' || clip === 'no'
      ? [
          {
            bucket: 'USER_PRODUCT',
            variable: 'UP_SHORTS',
            rule: 'UP_HAS_SHORTS',
            title: 'Mostre o produto em um vídeo curto',
            isDone: clip === 'yes',
          },
        ]
      : [];
  const criteria: Criterion[] = [
    ...shorts,
    ...(
      [
        ['USER_PRODUCT', 'PICTURES', 'PICTURES_QUANTITY_MIN', 'Fotos suficientes', true],
        ['USER_PRODUCT', 'TITLE', 'TITLE_LENGTH_MIN', 'Título completo', true],
        ['USER_PRODUCT', 'GTIN', 'HAS_GTIN', 'Código universal informado', true],
        ['OFFER', 'FREE_SHIPPING', 'HAS_FREE_SHIPPING', 'Frete grátis ativo', true],
        ['OFFER', 'FINANCING', 'LISTING_TYPE_PREMIUM', 'Parcelamento', false],
      ] as const
    ).map(([bucket, variable, rule, title, isDone]) => ({
      bucket,
      variable: `${prefix}${variable}`,
      rule: `${prefix}${rule}`,
      title,
      isDone,
    })),
  ];
  const calculated_at = secondTime(at);
  const isUserProduct = listing.model === 'user product';
  return {
    entity_type: isUserProduct ? 'USER_PRODUCT' : 'ITEM',
    entity_id: isUserProduct ? listing.userProductId : listing.id,
    score: scoreOf(criteria),
    level: 'medium',
    level_wording: 'Satisfatória',
    calculated_at,
    buckets: [
      { key: 'USER_PRODUCT', type: 'USER_PRODUCT', title: 'Dados do produto' },
      { key: 'OFFER', type: 'ITEM', title: 'Condições de venda' },
    ].map(({ key, type, title }) => {
      const own = criteria.filter((criterion) => criterion.bucket === key);
      const variables = own.map((criterion) => variableBody(criterion, calculated_at));
      return { key, type, status: statusOf(own), score: scoreOf(own), title, calculated_at, variables };
    }),
  };
}

const statusOf = (criteria: readonly Criterion[]) => (criteria.every((one) => one.isDone) ? 'COMPLETED' : 'PENDING');

const scoreOf = (criteria: readonly Criterion[]) =>
  Math.round((100 * criteria.filter((one) => one.isDone).length) / Math.max(1, criteria.length));

function variableBody({ variable, rule, title, isDone }: Criterion, calculated_at: string) {
  const status = isDone ? 'COMPLETED' : 'PENDING';
  const wordings = { title: `${title}.`, label: title, link: `${PAGE}/${rule.toLowerCase()}` };
  const rules = [{ key: rule, status, progress: isDone ? 1 : 0, mode: 'OPPORTUNITY', calculated_at, wordings }];
  return { key: variable, status, score: isDone ? 100 : 0, calculated_at, title, rules };
}
