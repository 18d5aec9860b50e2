export const WARRANTY = 'Garantia do vendedor: 90 dias';

const pictureId = (itemId: string, index: number) => `60010${index}-${itemId}_112026`;

export function picturesOf(itemId: string) {
  return [1, 2, 3].map((index) => {
    const id = pictureId(itemId, index);
    return {
      id,
      url: `http://http2.mlstatic.com/D_${id}-O.jpg`,
      secure_url: `https://http2.mlstatic.com/D_${id}-O.jpg`,
      size: '500x500',
      max_size: '1200x1200',
      quality: '',
    };
  });
}

const SALE_TERMS = [
  {
    id: 'WARRANTY_TYPE',
    name: 'Tipo de garantia',
    value_id: '2230280',
    value_name: 'Garantia do vendedor',
    value_struct: null,
    values: [{ id: '2230280', name: 'Garantia do vendedor', struct: null }],
    value_type: 'list',
  },
];

const SHIPPING = {
  mode: 'me2',
  methods: [],
  tags: ['mandatory_free_shipping'],
  dimensions: null,
  local_pick_up: false,
  free_shipping: true,
  logistic_type: 'xd_drop_off',
  store_pick_up: false,
};

const STATE = { id: 'BR-SP', name: 'São Paulo' };
const CITY = { id: 'BR-SP-08', name: 'Campinas' };

const SELLER_ADDRESS = {
  city: CITY,
  state: STATE,
  country: { id: 'BR', name: 'Brasil' },
  search_location: { city: CITY, state: STATE },
  id: 1300200100,
};

/** Fields that are alike in every listing. */
export const ALIKE = {
  official_store_id: null,
  original_price: null,
  inventory_id: null,
  sale_terms: SALE_TERMS,
  buying_mode: 'buy_it_now',
  listing_type_id: 'gold_special',
  condition: 'new',
  video_id: null,
  descriptions: [],
  accepts_mercadopago: true,
  non_mercado_pago_payment_methods: [],
  shipping: SHIPPING,
  international_delivery_mode: 'none',
  seller_address: SELLER_ADDRESS,
  seller_contact: null,
  location: {},
  geolocation: { latitude: -22.9, longitude: -47.06 },
  coverage_areas: [],
  warnings: [],
  listing_source: '',
  warranty: WARRANTY,
  domain_id: 'MLB-HOUSEWARES',
  seller_custom_field: null,
  parent_item_id: null,
  differential_pricing: null,
  deal_ids: [],
  automatic_relist: false,
  total_listing_fee: null,
  health: 0.82,
  item_relations: [],
  channels: ['marketplace', 'mshops'],
  bundle: null,
  site_id: 'MLB',
  currency_id: 'BRL',
};

export function attributesOf(sku: string) {
  return [
    { id: 'BRAND', name: 'Marca', text: 'Casa Verde', value_id: null },
    { id: 'ITEM_CONDITION', name: 'Condição do item', text: 'Novo', value_id: '2230284' },
    { id: 'SELLER_SKU', name: 'SKU', text: sku, value_id: null },
  ].map(({ id, name, text, value_id }) => ({
    id,
    name,
    value_id,
    value_name: text,
    values: [{ id: value_id, name: text, struct: null }],
    value_type: 'string',
  }));
}
