import type { Address } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../../src/platform/app.ts";
import { inTransaction } from "../../../src/platform/context.ts";
import { newId } from "../../../src/platform/ids.ts";
import { insertProposal } from "../../../src/modules/identity/installation/two-persons.store.ts";
import { issueToken } from "../../../src/modules/identity/tokens.service.ts";
import { SPARE, TELLER } from "./cast.ts";
import { makePerson, openSession } from "./people.ts";
import type { Known } from "./values.ts";

/** So many people and keys that nobody asks with: what is erased, revoked or ended is mostly one of them. */
const AT_HAND = 16;

const PEOPLE_LEFT = `SELECT count(*) AS left FROM persons p WHERE EXISTS (SELECT FROM person_passwords w WHERE w.person_id = p.id)
  AND EXISTS (SELECT FROM person_totp t WHERE t.person_id = p.id) AND EXISTS (SELECT FROM memberships m WHERE m.person_id = p.id AND m.account = $1)
  AND EXISTS (SELECT FROM sessions s WHERE s.person_id = p.id AND s.ended_at IS NULL)
  AND NOT EXISTS (SELECT FROM legal_holds h WHERE h.person_id = p.id AND h.lifted_at IS NULL)
  AND NOT EXISTS (SELECT FROM installation_roles r WHERE r.person_id = p.id)`;
const PROPOSALS_LEFT = "SELECT count(*) AS left FROM installation_proposals";
const ACTS_LEFT = "SELECT count(*) AS left FROM chain_acts WHERE verdict = 'unnoted' AND acknowledged_at IS NULL";
/** As if admins had used their wallets past the console. */
const ACT_UNNOTED = `INSERT INTO chain_acts (transaction_hash, events, in_block, seen_at, seen_to, verdict, at, sender, call_hash)
  SELECT '0x' || encode(sha256(random()::text::bytea), 'hex'), '[]', 1, $1, 1, 'unnoted', $1, '0x' || repeat('11', 20), '0x' || repeat('22', 32)
  FROM generate_series(1, $2)`;
/** What each admin that asks has noted and not sent. */
const NOTES = `INSERT INTO chain_notes (id, person_id, wallet, call_hash, action, noted_at)
  SELECT 'fuzz-' || r.person_id, r.person_id, '0x' || repeat('11', 20), '0x' || repeat('22', 32), 'actor.changing', $1 FROM installation_roles r
  WHERE r.role = 'admin' AND EXISTS (SELECT FROM sessions s WHERE s.person_id = r.person_id AND s.ended_at IS NULL) ON CONFLICT DO NOTHING`;
const KEYS_LEFT = "SELECT count(*) AS left FROM api_tokens WHERE account = $1 AND name = 'Spare' AND revoked_at IS NULL";

/** Makes up for what requests have used up, so that the next ones find something to be done to. */
export async function replenish(app: App, account: Address): Promise<void> {
  const missing = async (sql: string, ...values: string[]) =>
    AT_HAND - Number((await app.db.pool.query<{ left: string }>(sql, values)).rows[0]?.left ?? 0);
  for (let count = await missing(PEOPLE_LEFT, account); count > 0; count--) {
    const person = await makePerson(app, { member: { account, role: "auditor" } });
    await inTransaction(app, (ctx) => openSession(ctx, { person, account, amr: ["pwd", "otp"] }));
  }
  const issuing = { tx: app.db.dataSource.manager, clock: app.clock, random: app.random };
  for (let count = await missing(KEYS_LEFT, account); count > 0; count--) await issueToken(issuing, account, { name: "Spare" });
  await propose(app, await missing(PROPOSALS_LEFT));
  await app.db.pool.query(ACT_UNNOTED, [app.clock.now(), await missing(ACTS_LEFT)]);
  await app.db.pool.query(NOTES, [app.clock.now()]);
  await app.db.pool.query(LET_GO);
  await app.db.pool.query(HELD);
  await app.db.pool.query(LOST);
  // No saga runs that would let go of what was called off.
  await app.db.pool.query("UPDATE orders SET state = 'instructed' WHERE state IN ('withdrawing', 'cancelling')");
  // As if its database had been lost once more.
  await app.db.pool.query("UPDATE warehouses SET other_instance = gen_random_uuid() WHERE other_instance IS NULL AND id <> ALL($1)", [
    [TELLER, SPARE],
  ]);
}

/** What an admin that does nothing else has proposed: each of those that ask can confirm it. */
async function propose(app: App, count: number): Promise<void> {
  if (count <= 0) return;
  const proposedBy = await makePerson(app, { role: "admin" });
  const expiresAt = new Date(app.clock.now().getTime() + 86_400_000);
  for (let index = 0; index < count; index++) {
    const [act, person] = [index % 2 === 0 ? ("take-second-factors" as const) : ("reset-password" as const), await makePerson(app)];
    await inTransaction(app, (ctx) => insertProposal(ctx, { id: newId(ctx.random), act, person, account: null, proposedBy, expiresAt }));
  }
}

/** An order of which people do by hand what its places are to do: one, so that a part is asked for with its order, and with another part of it. */
const STEERED = `SELECT DISTINCT o.id FROM orders o JOIN fulfilment_orders f ON f.order_id = o.id AND f.state IN ('open', 'held', 'instructed')
  WHERE o.state = 'instructed' ORDER BY o.id LIMIT 1`;
const PARTS = `SELECT id AS value FROM fulfilment_orders WHERE state IN ('open', 'held', 'instructed') AND order_id IN (${STEERED}) LIMIT 6`;
/** One part waits for somebody to let it go on. */
const HELD = `UPDATE fulfilment_orders SET state = 'held', held_for = 'Flood' WHERE NOT EXISTS (SELECT FROM fulfilment_orders WHERE state = 'held')
  AND id = (SELECT min(id) FROM fulfilment_orders WHERE state = 'instructed' AND NOT is_let_go AND order_id IN (${STEERED}))`;
/** Another was packed, as far as anybody knows, when its warehouse lost its database. */
const LOST = `UPDATE fulfilment_orders SET has_program = true, is_let_go = true, withdraw_for = 'lost' WHERE NOT EXISTS (SELECT FROM fulfilment_orders WHERE withdraw_for = 'lost'
  AND state = 'instructed') AND id = (SELECT max(id) FROM fulfilment_orders WHERE state = 'instructed' AND NOT is_let_go AND order_id IN (${STEERED}))`;
/** Other orders than those, so that their parts are not all held at once. */
const OTHERS = `SELECT id AS value FROM orders WHERE state = 'instructed' AND id NOT IN (${STEERED})`;
/** `next` of a page that ends with some balance. */
const BALANCE_ENDS = String.raw`SELECT translate(encode(convert_to(json_build_array(gtin, expiry::text, warehouse, lot)::text, 'UTF8'), 'base64'), E'+/=\n', '-_') AS value
  FROM stock_balances LIMIT 3`;
/** What was held with its whole order goes on, so that it can be shipped. */
const LET_GO = `UPDATE fulfilment_orders SET state = 'instructed', held_for = NULL WHERE state = 'held' AND order_id NOT IN (${STEERED})`;
const OF_TELLER = `SELECT instance::text AS value FROM warehouses WHERE id = '${TELLER}'`;
const OPEN_INVITATIONS = "FROM invitations WHERE used_at IS NULL AND ended_at IS NULL";

/** What names something in the database, by the beginning of the paths that name one of its kind, or by the name of a member. */
const NAMES: Readonly<Record<string, string>> = {
  commitment: "SELECT commitment AS value FROM statements LIMIT 5",
  eventHash: "SELECT event_hash AS value FROM statements LIMIT 5",
  captureID: "SELECT id AS value FROM capture_jobs LIMIT 5",
  cid: "SELECT cid AS value FROM stored_files ORDER BY cid LIMIT 5",
  // Of those that ask as well.
  person: "SELECT id AS value FROM persons ORDER BY random() LIMIT 24",
  named: "SELECT id AS value FROM persons ORDER BY random() LIMIT 3",
  hash: "SELECT hash AS value FROM transaction_attempts JOIN transactions t ON t.id = transaction_id WHERE t.state = 'sent' LIMIT 1",
  "/api/installation/people/{person}":
    "(SELECT person_id AS value FROM memberships ORDER BY random() LIMIT 16) UNION (SELECT id FROM persons ORDER BY random() LIMIT 6)",
  "/api/installation/people/{person}/memberships/{account}": "SELECT DISTINCT account AS value FROM memberships",
  "/api/chain/transactions/{id}": "SELECT id::text AS value FROM transactions WHERE state = 'sent' LIMIT 1",
  "/api/installation/keys/{id}": "SELECT id AS value FROM api_tokens WHERE revoked_at IS NULL ORDER BY random() LIMIT 12",
  "/api/installation/sessions/{id}": "SELECT id AS value FROM sessions WHERE ended_at IS NULL ORDER BY random() LIMIT 12",
  "/api/installation/proposals/{id}": "SELECT id AS value FROM installation_proposals ORDER BY random() LIMIT 12",
  "/api/installation/invitations/{id}": `SELECT id AS value ${OPEN_INVITATIONS} AND account IS NULL ORDER BY random() LIMIT 12`,
  "/api/invitations/{id}": `SELECT id AS value ${OPEN_INVITATIONS} AND account IS NOT NULL ORDER BY random() LIMIT 12`,
  "/api/keys/{id}": "SELECT id AS value FROM api_tokens WHERE revoked_at IS NULL ORDER BY random() LIMIT 12",
  "/api/sessions/{id}": "SELECT id AS value FROM sessions WHERE ended_at IS NULL ORDER BY random() LIMIT 12",
  "/api/orders/{id}/returns":
    "(SELECT id AS value FROM orders WHERE state = 'closed' LIMIT 9) UNION (SELECT id FROM orders ORDER BY random() LIMIT 3)",
  "/api/orders/{id}/shipments": "SELECT id AS value FROM orders WHERE state = 'instructed' LIMIT 3",
  "/api/orders/{id}/refused-payment": `SELECT o.id AS value FROM orders o JOIN order_goods_moved g ON g.order_id = o.id
     WHERE o.state = 'shipped' AND g.kind = 'shipment' AND g.paid_minor = 0 AND NOT g.is_given_up LIMIT 6`,
  // Some of the first line: all of them have one.
  "/api/orders/{id}/fulfilments/{fid}/split number": "SELECT '1' AS value",
  "/api/orders/{id}/fulfilments/{fid}/split quantity": "SELECT generate_series(1, 3)::text AS value",
  "/api/orders/{id}/hold": OTHERS,
  "/api/orders/{id}/release": OTHERS,
  "/api/stock/balances gtin": "SELECT DISTINCT gtin AS value FROM stock_balances",
  "/api/stock/balances after": BALANCE_ENDS,
  "/api/orders/{id}": "SELECT id AS value FROM orders ORDER BY random() LIMIT 12",
  "/api/orders/{id}/fulfilments": `SELECT id AS value FROM (${STEERED}) steered`,
  "/api/orders/{id}/fulfilments/{fid}": PARTS,
  "/api/orders/{id}/fulfilments/{fid}/clear-up":
    "SELECT id AS value FROM fulfilment_orders WHERE state = 'instructed' AND withdraw_for = 'lost'",
  other: PARTS,
  "/api/warehouses/{id}": `SELECT id AS value FROM warehouses WHERE id NOT IN ('${TELLER}', '${SPARE}')`,
  "/api/warehouses/{id}/removal": `SELECT '${SPARE}' AS value`,
  "/api/warehouses/{id}/admission": `SELECT '${SPARE}' AS value`,
  "/api/warehouses/{id}/messages": `SELECT '${TELLER}' AS value`,
  "/api/warehouses/{id}/messages instance": OF_TELLER,
  // The next that is taken.
  "/api/warehouses/{id}/messages sequence": `SELECT (taken + 1)::text AS value FROM warehouses WHERE id = '${TELLER}'`,
  "/api/warehouses/register id": `SELECT '${TELLER}' AS value`,
  "/api/warehouses/register instance": OF_TELLER,
  instance: `SELECT other_instance::text AS value FROM warehouses WHERE other_instance IS NOT NULL AND id NOT IN ('${TELLER}', '${SPARE}')`,
  "/api/subscriptions/{id}": "SELECT id AS value FROM subscriptions ORDER BY random() LIMIT 5",
  subscriptionID: "SELECT id AS value FROM subscriptions ORDER BY random() LIMIT 5",
  "/api/exchange/deliveries/{id}": "SELECT id::text AS value FROM exchange_deliveries ORDER BY random() LIMIT 5",
  "/api/exchange/partners/{id}": "SELECT id AS value FROM exchange_partners ORDER BY random() LIMIT 5",
  "/api/exchange/clients/{id}": "SELECT id AS value FROM exchange_clients ORDER BY random() LIMIT 5",
  "/api/installation/chain-notes/{id}": `SELECT n.id AS value FROM chain_notes n JOIN sessions s ON s.person_id = n.person_id
     WHERE n.id LIKE 'fuzz-%' AND s.ended_at IS NULL GROUP BY n.id ORDER BY max(s.created_at) DESC LIMIT 6`,
  "/api/installation/chain-acts/{hash}": "SELECT transaction_hash AS value FROM chain_acts WHERE acknowledged_at IS NULL LIMIT 12",
  "If-Match": "SELECT DISTINCT version::text AS value FROM articles LIMIT 3",
};

/** What is there to be named now: requests about it lead deeper than made-up ones. */
export async function namesIn({ db }: Pick<App, "db">): Promise<Known> {
  const lists = Object.entries(NAMES).map(async ([name, sql]) => {
    const { rows } = await db.pool.query<{ value: string }>(sql);
    return [name, rows.map(({ value }) => value)] as const;
  });
  const known = Object.fromEntries(await Promise.all(lists));
  return { ...known, event: known["eventHash"] ?? [] };
}
