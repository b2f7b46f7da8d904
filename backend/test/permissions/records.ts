import { stringifyLossless } from "@waybill/protocol/hashing/lossless-json";
import { checkDigit } from "@waybill/protocol/identifiers/check-digit";
import { expect } from "chai";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Answer, RequestOptions } from "../support/backend.ts";
import { observation } from "../support/events.ts";
import { footprintDraft, ownerWith, SALAD } from "../support/exchange.ts";
import { accountOf } from "../support/organisations.ts";
import { keyFor, signInMember } from "./subjects.ts";
import type { WholeBackend } from "./whole-backend.ts";

/** An organisation with one record of each kind that is its own. */
export interface Owner {
  account: Address;
  /** Of its admin. */
  person: string;
  /** Of a key for everything. */
  key: string;
  /** Of its admin's session. */
  admin: string;
  /** Of a partner of its, which reads what it has published. */
  partner: string;
  /** What stands for the record in a route that names one, a value for each parameter, by the route's path. */
  names: Readonly<Record<string, readonly string[]>>;
}

const QUERY = (name: string) => `what ${name} sends`;

/** Makes one record of each kind through the API, as that organisation. */
export async function makeRecords(backend: WholeBackend, organisation: string): Promise<Owner> {
  const account = accountOf(organisation).address as Address;
  const key = await keyFor(backend, account, ["capture", "reports", "claims"]);
  const { token: admin } = await signInMember(backend, "admin", organisation);
  const member = await signInMember(backend, "supplier", organisation);
  const made = async (method: string, path: string, { token = key, ...options }: RequestOptions = {}): Promise<Answer> => {
    const answer = await backend.request(method, path, { token, ...options });
    expect(answer.status, `${method} ${path}: ${answer.text}`).to.be.lessThan(300);
    return answer;
  };
  const first = async (path: string, token: string, member: string): Promise<string> =>
    (await made("GET", path, { token })).json<{ items: Record<string, string>[] }>().items[0]?.[member] ?? "";

  await made("PUT", "/api/me/consents/address-to-organisation", { token: admin, body: { version: 1 } });
  const personBehind = async (token: string) => (await made("GET", "/api/me", { token })).json<{ person: string }>().person;

  const owner = await ownerWith(backend, account);
  const partner = await owner.partner("Retail Inc.", { products: [SALAD] });
  const footprint = await owner.publish(footprintDraft());
  await made("POST", "/epcis/queries", { body: { name: QUERY(organisation), query: { EQ_bizStep: ["shipping"] } } });
  const subscriptions = `/epcis/queries/${encodeURIComponent(QUERY(organisation))}/subscriptions`;
  const subscription = (await made("POST", subscriptions, { body: { dest: "https://receiver.example/", stream: true } })).json<{
    subscriptionID: string;
  }>();
  const event = await made("POST", "/epcis/events", { text: stringifyLossless(observation({ eventID: `urn:test:${organisation}` })) });
  const document = await made("POST", "/api/documents?visibility=private&name=contract.txt", {
    text: new TextEncoder().encode(`Contract of ${organisation}`),
    type: "application/octet-stream",
  });
  await backend.app.db.pool.query(
    `WITH kept AS (INSERT INTO reports (id, request_digest, number_hash, subject, kind, text, reported_at)
       VALUES ($1, $1, $1, 'https://id.gs1.org/01/09506000134352/10/LOT1', 'other', 'Bruised', now()) RETURNING id)
     INSERT INTO report_parties (report_id, account, reported_at) SELECT id, $2, now() FROM kept`,
    [`report to ${organisation}`, account],
  );
  await backend.app.db.pool.query(
    `WITH article AS (INSERT INTO articles (gtin, title, kind, price_minor, currency, tax_class, is_active, updated_at)
       VALUES ('09506000134352', 'Book', 'book', 1190, 'EUR', 'books', true, now()) ON CONFLICT DO NOTHING)
     INSERT INTO delivery_terms (country, shipping, rates, updated_at)
     VALUES ('DE', '[{"minor": 490, "currency": "EUR"}]', '{"standard": 1900, "reduced": 700, "books": 700, "zero": 0}', now()) ON CONFLICT DO NOTHING`,
  );
  const order = (
    await made("POST", "/api/orders", {
      token: admin,
      headers: { "Idempotency-Key": "first" },
      body: {
        lines: [{ gtin: "09506000134352", quantity: 1 }],
        delivery: { name: organisation, lines: ["1 Orchard Lane"], postcode: "10115", city: "Berlin", country: "DE" },
        payment: { token: "sandbox:approve" },
      },
    })
  ).json<{ id: string }>();
  await backend.app.db.pool.query(
    `WITH moved AS (UPDATE orders SET state = 'reserved', version = 1 WHERE id = $1),
     left_goods AS (INSERT INTO order_goods_moved (id, order_id, key, kind, lines, goods_minor, shipping_minor, at)
       VALUES ('of ' || $1, $1, 'first', 'shipment', '[]', 1190, 490, now())),
     noted AS (INSERT INTO order_transitions (order_id, version, event, from_state, to_state, made_by, cause, at)
       VALUES ($1, 1, 'reserve', 'created', 'reserved', 'saga', 'all of it is held', now()))
     INSERT INTO payment_events (order_id, key, kind, amount_minor, at) VALUES ($1, 'challenge', 'challenge', 0, now())`,
    [order.id],
  );
  await backend.app.db.pool.query("INSERT INTO carts (person_id, version, lines, changed_at) VALUES ($1, 1, '[]', now())", [
    await personBehind(admin),
  ]);
  await backend.app.db.pool.query(
    `WITH part AS (INSERT INTO fulfilment_orders (id, order_id, warehouse, state, has_program, ended_for, made_at, changed_at)
       VALUES ('part of ' || $1, $1, 'alpha', 'cancelled', true, 'lacking', now(), now())),
     goods AS (INSERT INTO fulfilment_goods (fulfilment_id, line, gtin, lot, expiry, quantity)
       VALUES ('part of ' || $1, 1, '09506000134352', 'L1', 'infinity', 1))
     INSERT INTO routing_decisions (order_id, number, made_for, problem, problem_digest, excluded, plan, objective, bound, gap, greedy_objective, solver, at)
       VALUES ($1, 1, 'the order was paid', '{}', '', '{}', '{}', 0, 0, 0, 0, 'greedy', now())`,
    [order.id],
  );
  const apiKey = (await made("POST", "/api/keys", { token: admin, body: { name: "Scanner", scopes: ["capture"], days: 1 } })).json<{
    id: string;
  }>();
  const session = await first("/api/sessions", admin, "id");
  const { clientId } = partner;
  const person = await personBehind(admin);
  const invitation =
    (await made("POST", "/api/invitations", { token: admin, body: { role: "supplier" } }), await first("/api/invitations", admin, "id"));
  const [gtin, gln] = [digitsOf(organisation, 13), digitsOf(organisation, 12)];
  await made("PUT", `/api/products/${gtin}`, { body: { name: `What ${organisation} makes` } });
  await made("PUT", `/api/places/${gln}`, { body: { name: `Where ${organisation} is` } });
  const link = (
    await made("POST", "/api/links", {
      body: {
        link: {
          identifier: `https://id.gs1.org/01/${gtin}`,
          type: "pip",
          href: "https://brand.example/",
          title: "More",
          from: 1_577_836_800,
        },
      },
    })
  ).json<{ id: string }>();
  const passkey = `passkey of ${organisation}`;
  await backend.app.db.pool.query(
    `INSERT INTO passkeys (id, person_id, credential_id, public_key, counter, transports, is_synced, is_discoverable, created_at)
       VALUES ($1, $2, $1, '\\x00', 0, '{}', false, false, now())`,
    [passkey, person],
  );
  const { rows: deliveries } = await backend.app.db.pool.query<{ id: string }>(
    `INSERT INTO exchange_deliveries (id, partner_id, type, body, state, created_at, give_up_at, settled_at)
       VALUES (gen_random_uuid(), $1, 'test', '{}', 'dead', now(), now(), now()) RETURNING id`,
    [partner.id],
  );
  const { rows: entries } = await backend.app.db.pool.query<{ stream: string; sequence: string }>(
    "SELECT stream, sequence FROM audit_entries WHERE account = $1 ORDER BY stream, sequence LIMIT 1",
    [account],
  );
  return {
    ...{ account, key, admin, person, partner: partner.accessToken },
    names: {
      "/api/keys/{id}": [apiKey.id],
      "/api/sessions/{id}": [session],
      "/api/members/{person}": [await personBehind(member.token)],
      "/epcis/queries/{queryName}/subscriptions/{subscriptionID}": [QUERY(organisation), subscription.subscriptionID],
      "/api/subscriptions/{id}": [subscription.subscriptionID],
      "/epcis/queries/{queryName}": [QUERY(organisation)],
      "/api/invitations/{id}": [invitation],
      "/api/me/passkeys/{id}": [passkey],
      "/api/products/{gtin}": [gtin],
      "/api/places/{gln}": [gln],
      "/api/links/{id}": [link.id],
      "/api/audit/entries/{stream}/{sequence}": [entries[0]?.stream ?? "", String(entries[0]?.sequence)],
      "/api/exchange/deliveries/{id}": [deliveries[0]?.id ?? ""],
      "/pact/3/footprints/{id}": [footprint.footprint.id],
      "/api/exchange/partners/{id}": [partner.id],
      "/api/exchange/clients/{id}": [clientId],
      "/api/exchange/footprints/{id}": [footprint.footprint.id],
      "/api/orders/{id}": [order.id],
      "/api/reports/{id}": [`report to ${organisation}`],
      "/api/documents/{cid}": [document.json<{ cid: string }>().cid],
      "/api/statements/{commitment}": [/^<\/api\/statements\/(0x[0-9a-f]{64})>/.exec(event.headers.get("link") ?? "")?.[1] ?? ""],
    },
  };
}

/** A number of an organisation's own with its check digit: the same each time, and another for another name. */
function digitsOf(organisation: string, length: number): string {
  const digits = [...organisation].map((letter) => String(letter.charCodeAt(0) % 10)).join("");
  const number = `0${digits}`.padEnd(length, "0");
  return number + checkDigit(number);
}
