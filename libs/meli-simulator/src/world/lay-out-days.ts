import type { Day } from './days.ts';
import { addEvent, type Order, type OrderEvent } from './order.ts';

/** So many orders are held at once; one day more may be laid out. A day that was let go is laid out again when it is asked for. */
export const HELD_ORDERS_MAX = 120_000;

interface LaidOutDay {
  orders: readonly Order[];
  byId: ReadonlyMap<number, Order>;
}

/** The orders of a world by day: laid out when asked for, the days asked for longest ago let go. */
export interface Days {
  ordersOf(day: Day): readonly Order[];
  find(day: Day, id: number): Order | null;
  /** Adds what `make` makes to its day, each time it is laid out. */
  add(day: Day, make: () => Order): void;
  /** Lets something more happen to an order, each time its day is laid out. */
  addEvent(day: Day, id: number, event: OrderEvent): void;
  /** Lets every day go, after what days are made of has changed. */
  letGoAll(): void;
  heldOrders(): number;
}

/** @param generate the orders of a day as seed and day alone make them, anew at each call */
export function layOutDays(generate: (day: Day) => Order[]): Days {
  const held = new Map<Day, LaidOutDay>();
  const added = new Map<Day, (() => Order)[]>();
  const events = new Map<number, OrderEvent[]>();
  let heldOrders = 0;

  const letGo = (day: Day) => {
    heldOrders -= held.get(day)?.orders.length ?? 0;
    held.delete(day);
  };
  const layOut = (day: Day): LaidOutDay => {
    const orders = [...generate(day), ...(added.get(day) ?? []).map((make) => make())];
    const byId = new Map(orders.map((order) => [order.id, order]));
    if (events.size > 0) {
      for (const order of orders) for (const event of events.get(order.id) ?? []) addEvent(order, event);
    }
    return { orders, byId };
  };
  const laidOut = (day: Day): LaidOutDay => {
    const known = held.get(day);
    // The last in the map is the one asked for last.
    if (known) held.delete(day);
    const laid = known ?? layOut(day);
    // Callers may name any day there is; those on which nothing was sold cost nothing to lay out again.
    if (laid.orders.length === 0) return laid;
    if (!known) heldOrders += laid.orders.length;
    held.set(day, laid);
    for (const oldest of held.keys()) {
      if (heldOrders <= HELD_ORDERS_MAX || oldest === day) break;
      letGo(oldest);
    }
    return laid;
  };

  return {
    ordersOf: (day) => laidOut(day).orders,
    find: (day, id) => laidOut(day).byId.get(id) ?? null,
    add(day, make) {
      added.set(day, [...(added.get(day) ?? []), make]);
      letGo(day);
    },
    addEvent(day, id, event) {
      events.set(id, [...(events.get(id) ?? []), event]);
      letGo(day);
    },
    letGoAll() {
      held.clear();
      heldOrders = 0;
    },
    heldOrders: () => heldOrders,
  };
}
