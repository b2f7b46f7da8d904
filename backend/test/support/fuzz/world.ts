import type { Address } from "@waybill/protocol/schemas/primitives";
import { startBackend } from "../../../src/composition.ts";
import { inTransaction } from "../../../src/platform/context.ts";
import { newId } from "../../../src/platform/ids.ts";
import { requireUpToDate } from "../../../src/modules/chain/up-to-date.ts";
import type { App } from "../../../src/platform/app.ts";
import { send, type Answer, type RequestOptions } from "../backend.ts";
import { registerActor, startChainBackend, type ChainBackend } from "../chain-backend.ts";
import { configOf, KEYS, startChainWorld } from "../chain-world.ts";
import { documentOf, LOT, observation } from "../events.ts";
import { ownerWith } from "../exchange.ts";
import { startFakeWarehouse } from "../fake-warehouse-server.ts";
import { waitFor } from "../wait-for.ts";
import { createCredentials, type Caller, type Credentials } from "./callers.ts";
import { castOf, SPARE, TELLER } from "./cast.ts";
import type { Document } from "./operations.ts";
import { fillShop, PLACES } from "./orders.ts";
import { namesIn, replenish } from "./targets.ts";
import type { Known } from "./values.ts";

/** A backend with real contracts, some of everything in it, and people who may do various things. */
export interface FuzzWorld {
  app: App;
  url: string;
  document: Document;
  callers: readonly Caller[];
  credentials: Credentials;
  /** Puts back what requests have used up, and tells what there is now. */
  replenish(): Promise<Known>;
  stop(): Promise<void>;
}

const GTIN = "09506000134352";
const SOLD = [GTIN, "09506000134369", "09506000134376", "09506000134383"];
const GLN = "9506000134376";
const PROGRAM = "beta";
/** So many that one is seldom used again for something else, which would be all that is said about it. */
const KEYS_PER_ROUND = 1_000;
/** Our requests come as from a proxy, each thousand from another client. */
const BEHIND_PROXY = { TRUST_PROXY: "127.0.0.1, ::1" };

export async function startFuzzWorld(): Promise<FuzzWorld> {
  const chain = await startChainWorld();
  const seeding = await startChainBackend(chain, { OPEN_REGISTRATION: "on" });
  const [alice, bob] = [await registerActor(seeding, chain, KEYS.alice, "Alice"), await registerActor(seeding, chain, KEYS.bob, "Bob")];
  const databaseUrl = seeding.app.config.databaseUrl.reveal();
  const home = seeding.app.config.home;
  await openShop(seeding, { alice, bob });
  // From here on nobody reads the chain: while it is not known to be read whole, accounts that are not there are answered with 503.
  await waitFor("a read model that is whole", () =>
    requireUpToDate({ tx: seeding.app.db.dataSource.manager }).then(
      () => true,
      () => undefined,
    ),
  );
  await seeding.stop();

  // Nothing but requests changes anything: no worker, no indexer, and a clock that stands, so that nothing expires or was last used later.
  const now = new Date();
  const config = configOf(chain, databaseUrl, {
    WAYBILL_ROLES: "api",
    WAYBILL_DEMO: "on",
    WAYBILL_HOME: home,
    RATE_LIMIT_PER_MINUTE: "1000000000",
    ...BEHIND_PROXY,
  });
  const { app, url, stop } = await startBackend(config, { clock: { now: () => now } });
  if (url === null) throw new Error("the backend serves nothing");
  const ask: Ask = (method, path, options) => send(url, method, path, options);
  const callers = castOf({ app, url, alice, bob });
  const credentials = await createCredentials(callers);
  const made = await seed({ app, url, ask }, alice);
  const program = await startFakeWarehouse(url, PROGRAM);
  done(await program.register());
  const teller = await startFakeWarehouse(url, TELLER);
  done(await teller.register());
  const spare = await startFakeWarehouse(url, SPARE);
  done(await spare.register());
  const accounts = [alice, bob];
  return {
    ...{ app, url, callers, credentials },
    document: (await ask("GET", "/api/openapi.json")).json<Document & Record<string, unknown>>(),
    async replenish() {
      await replenish(app, alice);
      program.instance = await instanceOf(app);
      return {
        ...{
          ...made,
          gtin: [GTIN],
          gln: [GLN],
          subject: [LOT],
          warehouse: [...PLACES],
          country: ["DE"],
          number: SOLD.map((_, index) => String(index + 1)),
          quantity: ["1", "2"],
        },
        "Idempotency-Key": Array.from({ length: KEYS_PER_ROUND }, () => newId(app.random)),
        ...{ account: accounts, author: accounts, holder: accounts, ...(await namesIn(app)) },
      };
    },
    async stop() {
      await stop();
      await program.stop();
      await teller.stop();
      await spare.stop();
      await chain.stop();
    },
  };
}

type Ask = (method: string, path: string, options?: RequestOptions) => Promise<Answer>;

/** While somebody runs the saga of orders. */
async function openShop({ app, url }: ChainBackend, accounts: { alice: Address; bob: Address }): Promise<void> {
  const ask: Ask = (method, path, options) => send(url, method, path, options);
  const [admin, customer] = ["an admin", "Alice's session"];
  const { headersOf } = await createCredentials(
    castOf({ app, url, ...accounts }).filter(({ name }) => name === admin || name === customer),
  );
  const tokenOf = (name = "") => headersOf(name)["Authorization"]?.replace("Bearer ", "") ?? "";
  await fillShop(ask, { admin: tokenOf(admin), customer: tokenOf(customer), gtins: SOLD });
}

/** Some of everything that needs no signature. */
async function seed({ app, url, ask }: { app: App; url: string; ask: Ask }, account: Address): Promise<Record<string, string[]>> {
  const exchange = await ownerWith({ app, url }, account);
  const { token } = exchange;
  const events = ["a", "b"].map((name) => observation({ eventID: `urn:test:${name}` }));
  done(await ask("POST", "/epcis/events", { body: events[0], token }));
  done(await ask("POST", "/epcis/capture", { body: documentOf(events.slice(1)), token }));
  done(await ask("PUT", `/api/products/${GTIN}`, { body: { name: "Lettuce" }, token }));
  done(await ask("PUT", `/api/places/${GLN}`, { body: { name: "Field" }, token }));
  done(await ask("POST", "/epcis/queries", { body: { name: "shipped", query: { EQ_bizStep: ["shipping"] } }, token }));
  done(await ask("POST", "/epcis/queries/shipped/subscriptions", { body: { dest: "https://receiver.example/", stream: true }, token }));
  const bytes = new TextEncoder().encode("Contract");
  done(await ask("POST", "/api/documents?visibility=private&name=a.txt", { text: bytes, type: "application/octet-stream", token }));
  const host = { url: "https://host.example/", clientId: "us", clientSecret: "secret" };
  const kept = await exchange.publish();
  const partner = await exchange.partner("Host", { products: kept.footprint.productIds, host });
  done(await exchange.ask("POST", `/partners/${partner.id}/requests`, { productId: kept.footprint.productIds }));
  await inTransaction(app, async ({ tx }) => {
    // As if no block had taken the newest one, and as if the partner could not be reached.
    await tx.query("UPDATE transactions SET state = 'sent' WHERE id = (SELECT max(id) FROM transactions)");
    await tx.query("UPDATE exchange_deliveries SET state = 'dead'");
  });
  return { queryName: ["shipped"], eventID: ["urn:test:a"], key: ["01"], id: [partner.id, kept.footprint.id] };
}

/** Of the database that was accepted last. */
async function instanceOf({ db }: App): Promise<string> {
  const { rows } = await db.pool.query<{ instance: string }>("SELECT instance::text AS instance FROM warehouses WHERE id = $1", [PROGRAM]);
  return rows[0]?.instance ?? "";
}

function done(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`the world could not be made: ${answer.status} ${answer.text}`);
  return answer;
}
