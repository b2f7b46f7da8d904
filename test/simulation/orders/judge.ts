import { some, type Finding } from "../checker/findings.ts";
import type { Told } from "./customers.ts";
import type { OrderFact, OrdersFacts } from "./facts.ts";

const TERMINAL = ["closed", "cancelled"];

/** What is known of a run from outside of the databases. */
export interface Known {
  told: Told;
  /** What was ever put on a shelf, by `warehouse gtin`. */
  received: ReadonlyMap<string, number>;
}

/** Judges a run of orders that is over: what customers were told, money, goods, and the books about both. Shares no code with the product. */
export function judgeOrders(facts: OrdersFacts, { told, received }: Known): Finding[] {
  return [
    ...some("customers were answered", told.wrong),
    ...judgePlacing(facts, told),
    ...judgeEnds(facts, told),
    ...judgeMoney(facts),
    ...judgeGoods(facts, received),
    ...judgeBooks(facts),
  ];
}

/** Each acknowledged order is there once, under its key, and nothing is there that nobody ordered. */
function judgePlacing({ orders }: OrdersFacts, { keys, acknowledged }: Told): Finding[] {
  const byKey = Map.groupBy(orders, ({ key }) => key);
  return [
    ...some(
      "acknowledged orders that are lost",
      acknowledged.filter(({ key, order }) => !byKey.get(key)?.some(({ id }) => id === order)).map(({ key }) => key),
    ),
    ...some(
      "keys with two orders",
      [...byKey].filter(([, own]) => own.length > 1).map(([key]) => key),
    ),
    ...some(
      "orders that nobody placed",
      orders.filter(({ key }) => !keys.has(key)).map(({ id }) => id),
    ),
  ];
}

/** Every order is at its end or says what it waits for; what was called off ships no more than what had left. */
function judgeEnds({ orders }: OrdersFacts, { calledOff }: Told): Finding[] {
  const isWhole = ({ lines }: OrderFact): boolean => lines.every(({ shipped, quantity }) => shipped === quantity);
  return [
    ...some(
      "orders that are stuck",
      orders.filter(({ state, waitsFor }) => !TERMINAL.includes(state) && waitsFor === null).map(({ id, state }) => `${id} ${state}`),
    ),
    ...some(
      "orders that were to be called off and wait",
      orders.filter(({ id, state }) => calledOff.has(id) && !TERMINAL.includes(state)).map(({ id, state }) => `${id} ${state}`),
    ),
    ...some(
      "orders that are cancelled and have left",
      orders.filter(({ state, lines }) => state === "cancelled" && lines.some(({ shipped }) => shipped > 0)).map(({ id }) => id),
    ),
    ...some(
      "orders that are closed with nothing, or a part, for no reason",
      orders
        .filter((order) => order.state === "closed" && !isWhole(order) && (!calledOff.has(order.id) || !hasLeft(order)))
        .map(({ id }) => id),
    ),
    ...some(
      "transitions with a gap",
      orders
        .filter(({ version, transitions }) => transitions.length !== version || transitions.some((one, index) => one !== index + 1))
        .map(({ id }) => id),
    ),
  ];
}

/** No money is held for what is over, what was taken is what has left, and the shop has noted what the provider did. */
function judgeMoney({ orders, paid }: OrdersFacts): Finding[] {
  const known = new Set(orders.map(({ id }) => id));
  const sum = (operations: OrderFact["operations"], kind: string): number =>
    operations.filter((one) => one.kind === kind).reduce((total, { amountMinor }) => total + amountMinor, 0);
  const [held, taken, unnoted]: [string[], string[], string[]] = [[], [], []];
  for (const order of orders) {
    const { id, state, lines, operations, noted, shippingMinor } = order;
    const captured = sum(operations, "capture");
    const left = sum(operations, "authorise") - captured - sum(operations, "void");
    if (left < 0 || (left > 0 && TERMINAL.includes(state))) held.push(`${id} ${left}`);
    const goods = lines.reduce((total, { shipped, unitMinor }) => total + shipped * unitMinor, 0);
    const due = hasLeft(order) ? goods + shippingMinor : 0;
    if (captured !== due) taken.push(`${id} ${captured} of ${due}`);
    for (const kind of ["authorise", "capture"]) if (sum(noted, kind) !== sum(operations, kind)) unnoted.push(`${id} ${kind}`);
  }
  return [
    ...some("money that is held for what is over", held),
    ...some("money that was not taken as goods have left", taken),
    ...some("money of which the shop does not know", unnoted),
    ...some(
      "payments without an order",
      paid.filter((one) => !known.has(one)),
    ),
  ];
}

/** Nothing is sold that was never there: what left, by the warehouses' own account, is what the shop has noted, and was on their shelves. */
function judgeGoods({ orders, loaded, places }: OrdersFacts, received: ReadonlyMap<string, number>): Finding[] {
  const left = (of: (one: OrdersFacts["loaded"][number]) => boolean): number =>
    loaded.filter(of).reduce((total, { quantity }) => total + quantity, 0);
  const known = new Set(orders.map(({ id }) => id));
  const lines = orders.flatMap(({ id, lines: own }) => own.map((one) => ({ id, ...one })));
  const isOver = orders.every(({ state }) => TERMINAL.includes(state));
  const onHand = (ledger: string, gtin: string): number =>
    places.filter((one) => one.ledger === ledger && one.gtin === gtin).reduce((total, one) => total + one.onHand, 0);
  return [
    ...some(
      "lines that left otherwise than the shop knows",
      lines
        .map(({ id, line, shipped }) => ({ id, line, shipped, told: left((one) => one.order === id && one.line === line) }))
        .filter(({ shipped, told }) => shipped !== told)
        .map(({ id, line, shipped, told }) => `${id} line ${line}: ${told}, and ${shipped} by the shop`),
    ),
    ...some(
      "lines of which more left than was ordered",
      lines.filter(({ shipped, quantity }) => shipped > quantity).map(({ id, line }) => `${id} line ${line}`),
    ),
    ...some(
      "goods that left for no order",
      loaded.filter(({ order }) => !known.has(order)).map(({ warehouse, order }) => `${warehouse} ${order}`),
    ),
    ...some(
      "goods that are not what came less what left",
      [...received].flatMap(([name, quantity]) => {
        const [warehouse = "", gtin = ""] = name.split(" ");
        const rest = quantity - left((one) => one.warehouse === warehouse && one.gtin === gtin);
        const [own, copy] = [onHand(warehouse, gtin), onHand(`shop ${warehouse}`, gtin)];
        return own === rest && copy === rest ? [] : [`${name}: ${own} there, ${copy} by the shop, of ${rest}`];
      }),
    ),
    ...some(
      "goods that are held for nobody",
      places.filter(({ reserved }) => isOver && reserved > 0).map(({ ledger, gtin, reserved }) => `${ledger} ${gtin} ${reserved}`),
    ),
  ];
}

/** Balances are what the moves add up to, and nothing is promised twice. */
function judgeBooks({ places }: OrdersFacts): Finding[] {
  return [
    ...some(
      "balances that have drifted from their moves",
      places
        .filter((one) => one.onHand !== one.movedOnHand || one.reserved !== one.movedReserved)
        .map(({ ledger, gtin }) => `${ledger} ${gtin}`),
    ),
    ...some(
      "places where more is promised than there is",
      places.filter(({ onHand, reserved }) => reserved < 0 || reserved > onHand).map(({ ledger, gtin }) => `${ledger} ${gtin}`),
    ),
  ];
}

function hasLeft({ lines }: OrderFact): boolean {
  return lines.some(({ shipped }) => shipped > 0);
}
