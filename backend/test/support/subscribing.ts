import { expect } from "chai";
import { createSettledSequence } from "../../src/modules/traceability/subscriptions/settled-sequence.ts";
import { capture, documentOf, observation } from "./events.ts";
import type { TestBackend } from "./backend.ts";
import type { Receiver } from "./receiver.ts";
import { waitFor } from "./wait-for.ts";

export const QUERY = "what is on its way";
export const SUBSCRIPTIONS = `/epcis/queries/${encodeURIComponent(QUERY)}/subscriptions`;

/** Keeps the query that the tests subscribe to: what is shipped. */
export async function keepQuery(backend: TestBackend, token: string, query: object = { EQ_bizStep: ["shipping"] }): Promise<void> {
  const made = await backend.request("POST", "/epcis/queries", { body: { name: QUERY, query }, token });
  expect(made.status, made.text).to.equal(201);
}

/** Subscribes, and answers the id. */
export async function subscribe(backend: TestBackend, token: string, body: object, headers: Record<string, string> = {}): Promise<string> {
  const made = await backend.request("POST", SUBSCRIPTIONS, { body, token, headers });
  expect(made.status, made.text).to.equal(201);
  return made.json<{ subscriptionID: string }>().subscriptionID;
}

/** Captures one shipment of each name, in one document. */
export async function ship(backend: TestBackend, token: string, ...names: string[]): Promise<void> {
  await capture(backend, { body: documentOf(names.map((name) => observation({ eventID: `urn:test:${name}` }))), token });
}

/** Waits until nobody stores anything any more. */
export async function allSettled({ app }: TestBackend): Promise<void> {
  const settledSequence = createSettledSequence(app);
  const now = app.clock.now();
  await waitFor("all that is stored to be settled", async () => ((await settledSequence.read()).asOf >= now ? true : undefined));
}

/** Names of the shipments in all that a receiver got, repetitions of a delivery left out. */
export function shipmentsOf({ received }: Receiver): string[] {
  const once = new Map(received.map((one) => [one.headers["idempotency-key"], one]));
  return [...once.values()].flatMap(({ events }) => events.map(({ eventID }) => String(eventID).replace("urn:test:", "")));
}

/** Waits until a receiver got so many requests. */
export async function requestsTo(receiver: Receiver, count: number): Promise<Receiver["received"]> {
  return waitFor(`request ${count}`, () => (receiver.received.length >= count ? receiver.received : undefined));
}

/** Columns of a subscription's row. */
export async function subscriptionRow(backend: TestBackend, id: string) {
  const { rows } = await backend.app.db.pool.query<{
    mark: string;
    state: string;
    problem: string | null;
    due_at: Date | null;
    claimed_until: Date | null;
  }>("SELECT mark, state, problem, due_at, claimed_until FROM subscriptions WHERE id = $1", [id]);
  return rows[0];
}
