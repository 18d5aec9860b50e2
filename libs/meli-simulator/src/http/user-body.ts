import type { Reputation, SellerShape } from '../world/seller-shape.ts';
import { orderTime } from './timestamps.ts';

export type User = Pick<SellerShape, 'id' | 'nickname' | 'reputation'>;

const allowed = { allow: true, codes: [], immediate_payment: { required: false, reasons: [] } };
const rate = (share: number, value: number, period = '60 days') => ({
  period,
  rate: share,
  value,
  excluded: { real_value: value, real_rate: share },
});

const GOOD = {
  level_id: '5_green',
  power_seller_status: 'gold',
  transactions: {
    period: 'historic',
    total: 18_342,
    completed: 17_611,
    canceled: 731,
    ratings: { positive: 0.97, negative: 0.02, neutral: 0.01 },
  },
  metrics: {
    sales: { period: '60 days', completed: 1284 },
    claims: rate(0.0093, 12),
    delayed_handling_time: rate(0.0125, 16),
    cancellations: rate(0.0031, 4),
  },
};

/** A seller who has sold too little to have a colour. */
const NONE_YET = {
  level_id: null,
  power_seller_status: null,
  transactions: {
    period: 'historic',
    total: 0,
    completed: 0,
    canceled: 0,
    ratings: { positive: 0, negative: 0, neutral: 0 },
  },
  metrics: {
    sales: { period: '365 days', completed: 0 },
    claims: rate(0, 0, '365 days'),
    delayed_handling_time: rate(0, 0, '365 days'),
    cancellations: rate(0, 0, '365 days'),
  },
};

const reputationOf = (reputation: Reputation) => (reputation === 'good' ? GOOD : NONE_YET);

function publicReputation(reputation: Reputation) {
  const { level_id, power_seller_status, transactions } = reputationOf(reputation);
  return { level_id, power_seller_status, transactions: { period: transactions.period, total: transactions.total } };
}

const permalink = (nickname: string) => `http://perfil.mercadolivre.com.br/${nickname}`;

/** What the owner's key gets. */
export function privateUser({ id, nickname, reputation }: User) {
  return {
    id: Number(id),
    nickname,
    registration_date: orderTime(Date.UTC(2019, 2, 14, 14, 22, 31)),
    first_name: 'Helena',
    last_name: 'Prado',
    country_id: 'BR',
    email: `contato@${nickname.split('.')[0]?.toLowerCase()}.example`,
    identification: { type: 'CNPJ', number: '00000000000191' },
    address: { state: 'BR-SP', city: 'Campinas', address: 'Rua das Figueiras 120', zip_code: '13000000' },
    phone: { area_code: '19', number: '900000000', extension: '', verified: true },
    alternative_phone: { area_code: '', number: '', extension: '' },
    user_type: 'normal',
    tags: ['normal', 'eshop', 'mshops', 'messages_as_seller', 'user_product_seller'],
    logo: null,
    points: 812,
    site_id: 'MLB',
    permalink: permalink(nickname),
    seller_experience: 'ADVANCED',
    ...(reputation === 'missing' ? {} : { seller_reputation: reputationOf(reputation) }),
    buyer_reputation: { canceled_transactions: 0, transactions: { period: 'historic', total: null }, tags: [] },
    status: {
      site_status: 'active',
      list: allowed,
      buy: allowed,
      sell: allowed,
      billing: { allow: true, codes: [] },
      mercadopago_tc_accepted: true,
      mercadopago_account_type: 'personal',
      mercadoenvios: 'accepted',
      immediate_payment: false,
      confirmed_email: true,
      user_type: 'simple_registration',
      required_action: '',
    },
    credit: { consumed: 0, credit_level_id: 'MLB1' },
  };
}

/** What everybody else's key gets. */
export function publicUser({ id, nickname, reputation }: User) {
  return {
    id: Number(id),
    nickname,
    country_id: 'BR',
    address: { city: 'Campinas', state: 'BR-SP' },
    user_type: 'normal',
    site_id: 'MLB',
    permalink: permalink(nickname),
    ...(reputation === 'missing' ? {} : { seller_reputation: publicReputation(reputation) }),
    status: { site_status: 'active' },
  };
}
