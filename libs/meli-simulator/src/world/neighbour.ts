/** Things of a seller who never connects to anybody: there to be refused (API document 9.2 and 13). */
export const NEIGHBOUR = {
  sellerId: '1987654321',
  nickname: 'VIZINHO.SIMULADO',
  listingId: 'MLB9990001112',
  orderId: 2_000_011_111_111_111,
  packId: 2_000_011_111_111_112,
  shipmentId: 43_111_111_111,
} as const;
