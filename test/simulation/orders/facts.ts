import { withClient } from "../../../scripts/services/postgres.ts";
import { SHOP_DATABASE, WAREHOUSES, type OrdersWorld } from "./world.ts";

export interface OrderFact {
  id: string;
  key: string;
  state: string;
  waitsFor: string | null;
  shippingMinor: number;
  version: number;
  /** Versions that its transitions tell, in their order. */
  transitions: number[];
  lines: { line: number; gtin: string; quantity: number; unitMinor: number; shipped: number }[];
  /** What the payment provider did for it, and what the shop has noted of that. */
  operations: { kind: string; amountMinor: number }[];
  noted: { kind: string; amountMinor: number }[];
}

export interface PlaceFact {
  /** `shop alpha`: what the shop believes of alpha; `alpha`: what alpha has itself. */
  ledger: string;
  gtin: string;
  onHand: number;
  reserved: number;
  /** The same, added up from the moves. */
  movedOnHand: number;
  movedReserved: number;
}

/** All that a run of orders leaves behind in the databases of everybody. */
export interface OrdersFacts {
  orders: OrderFact[];
  places: PlaceFact[];
  /** What left a warehouse, by its own account. */
  loaded: { warehouse: string; order: string; line: number; gtin: string; quantity: number }[];
  /** Orders of payments at the provider. */
  paid: string[];
}

const ORDERS = `
  SELECT o.id, request_key AS key, state, waits_for AS "waitsFor", shipping_minor::float8 AS "shippingMinor", version,
    ARRAY(SELECT t.version FROM order_transitions t WHERE order_id = o.id ORDER BY 1) AS transitions,
    (SELECT jsonb_agg(jsonb_build_object('line', number, 'gtin', gtin, 'quantity', quantity, 'unitMinor', unit_minor, 'shipped', shipped))
      FROM order_lines WHERE order_id = o.id) AS lines,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'amountMinor', amount_minor)), '[]')
      FROM sandbox_operations WHERE reference = o.id) AS operations,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'amountMinor', amount_minor)), '[]')
      FROM payment_events WHERE order_id = o.id) AS noted
  FROM orders o`;

/** Balances beside what the moves add up to. In a warehouse the places are bins, so a ledger is summed by article. */
const PLACES = `
  SELECT %name% AS ledger, gtin, sum(on_hand)::float8 AS "onHand", sum(reserved)::float8 AS reserved,
    sum(moved_on_hand)::float8 AS "movedOnHand", sum(moved_reserved)::float8 AS "movedReserved"
  FROM (
    SELECT warehouse, gtin, on_hand, reserved, 0 AS moved_on_hand, 0 AS moved_reserved FROM stock_balances
    UNION ALL
    SELECT warehouse, gtin, 0, 0, CASE 'outside' WHEN from_bucket THEN quantity WHEN to_bucket THEN -quantity ELSE 0 END,
      CASE 'reserved' WHEN to_bucket THEN quantity WHEN from_bucket THEN -quantity ELSE 0 END
    FROM stock_moves WHERE gtin <> ''
  ) AS both_books GROUP BY 1, 2`;

const LOADED = `
  SELECT s.order_id AS "order", (g ->> 'line')::int AS line, g ->> 'gtin' AS gtin, (g ->> 'quantity')::int AS quantity
  FROM shipments s JOIN parcels p ON p.shipment = s.id AND p.fence = s.fence, jsonb_array_elements(p.goods) AS g
  WHERE s.state = 'shipped'`;

/** Reads them with SQL of its own: nothing of the product runs here. */
export async function readFacts({ server }: Pick<OrdersWorld, "server">): Promise<OrdersFacts> {
  const rows = <Row extends object>(database: string, sql: string): Promise<Row[]> =>
    withClient(server.directUrl(database), async (client) => (await client.query<Row>(sql)).rows);
  const places = await rows<PlaceFact>(SHOP_DATABASE, PLACES.replace("%name%", "'shop ' || warehouse"));
  const loaded: OrdersFacts["loaded"] = [];
  for (const warehouse of WAREHOUSES) {
    places.push(...(await rows<PlaceFact>(`warehouse_${warehouse}`, PLACES.replace("%name%", `'${warehouse}'`))));
    const own = await rows<Omit<OrdersFacts["loaded"][number], "warehouse">>(`warehouse_${warehouse}`, LOADED);
    loaded.push(...own.map((one) => ({ warehouse, ...one })));
  }
  const paid = (await rows<{ reference: string }>(SHOP_DATABASE, "SELECT reference FROM sandbox_payments")).map(
    ({ reference }) => reference,
  );
  return { orders: await rows<OrderFact>(SHOP_DATABASE, ORDERS), places, loaded, paid };
}
