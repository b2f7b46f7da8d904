import type { AccessGrant, Challenge } from "@waybill/protocol/schemas/api/identity";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { signInMessage } from "@waybill/protocol/siwe/sign-in-message";
import { privateKeyToAccount } from "viem/accounts";
import { startBackend } from "../../../src/composition.ts";
import type { App } from "../../../src/platform/app.ts";
import { requireUpToDate } from "../../../src/modules/chain/up-to-date.ts";
import { issueToken } from "../../../src/modules/identity/tokens.service.ts";
import { send, type Answer, type RequestOptions } from "../backend.ts";
import { registerActor, startChainBackend } from "../chain-backend.ts";
import { configOf, KEYS, startChainWorld } from "../chain-world.ts";
import { documentOf, LOT, observation } from "../events.ts";
import { ownerWith } from "../exchange.ts";
import { waitFor } from "../wait-for.ts";
import { documentsOf } from "./world-documents.ts";
import type { Document } from "./operations.ts";
import type { Known } from "./values.ts";

/** A backend with real contracts, some of everything in it, and people who may do various things. */
export interface FuzzWorld {
  app: App;
  url: string;
  document: Document;
  known: Known;
  /** Headers by the name of who sends them. */
  credentials: Readonly<Record<string, Readonly<Record<string, string>>>>;
  stop(): Promise<void>;
}

const GTIN = "09506000134352";
const GLN = "9506000134376";
const SCOPES = ["capture", "reports", "claims", "audit"] as const;

export async function startFuzzWorld(): Promise<FuzzWorld> {
  const chain = await startChainWorld();
  const seeding = await startChainBackend(chain, { OPEN_REGISTRATION: "on" });
  const [alice, bob] = [await registerActor(seeding, chain, KEYS.alice, "Alice"), await registerActor(seeding, chain, KEYS.bob, "Bob")];
  const databaseUrl = seeding.app.config.databaseUrl.reveal();
  const home = seeding.app.config.home;
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
  });
  const { app, url, stop } = await startBackend(config, { clock: { now: () => now } });
  if (url === null) throw new Error("the backend serves nothing");
  const ask = (method: string, path: string, options?: RequestOptions) => send(url, method, path, options);
  const keyOf = async (account: typeof alice) =>
    (await issueToken({ tx: app.db.dataSource.manager, clock: app.clock, random: app.random }, account, { scopes: SCOPES })).token;
  const [aliceKey, bobKey] = [await keyOf(alice), await keyOf(bob)];
  const session = await signIn(url, KEYS.alice, ask);
  const exchange = await ownerWith({ app, url }, alice);
  const kept = await exchange.publish();
  const partner = await exchange.partner("Partner", { products: kept.footprint.productIds });
  const made = await seed(ask, aliceKey);
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
  return {
    ...{ app, url },
    document: (await ask("GET", "/api/openapi.json")).json<Document & Record<string, unknown>>(),
    known: await documentsOf(app, {
      ...made,
      gtin: [GTIN],
      gln: [GLN],
      account: [alice, bob],
      subject: [LOT],
      id: [partner.id, kept.footprint.id],
    }),
    credentials: {
      nobody: {},
      "Alice's key": bearer(aliceKey),
      "Bob's key": bearer(bobKey),
      "Alice's session": bearer(session.accessToken),
      "Alice's cookie": { Cookie: session.cookie, Origin: url, "Sec-Fetch-Site": "same-origin" },
      "the partner": bearer(partner.accessToken),
      "a guess": bearer("wb_guess"),
    },
    async stop() {
      await stop();
      await chain.stop();
    },
  };
}

type Ask = (method: string, path: string, options?: RequestOptions) => Promise<Answer>;

async function signIn(url: string, key: Hex32, ask: Ask): Promise<{ accessToken: string; cookie: string }> {
  const account = privateKeyToAccount(key);
  const challenge = (await ask("POST", "/api/sessions/challenges")).json<Challenge>();
  const message = signInMessage({ origin: url, chainId: 31337 }, account.address as never, challenge);
  const answer = await ask("POST", "/api/sessions", { body: { message, signature: await account.signMessage({ message }) } });
  return {
    accessToken: done(answer).json<AccessGrant>().accessToken,
    cookie: (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "",
  };
}

/** Some of everything that needs no signature. */
async function seed(ask: Ask, token: string): Promise<Record<string, string[]>> {
  const events = ["a", "b"].map((name) => observation({ eventID: `urn:test:${name}` }));
  done(await ask("POST", "/epcis/events", { body: events[0], token }));
  done(await ask("POST", "/epcis/capture", { body: documentOf(events.slice(1)), token }));
  done(await ask("PUT", `/api/products/${GTIN}`, { body: { name: "Lettuce" }, token }));
  done(await ask("PUT", `/api/places/${GLN}`, { body: { name: "Field" }, token }));
  done(await ask("POST", "/epcis/queries", { body: { name: "shipped", query: { EQ_bizStep: ["shipping"] } }, token }));
  return { queryName: ["shipped"], eventID: ["urn:test:a"], key: ["01"] };
}

function done(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`the world could not be made: ${answer.status} ${answer.text}`);
  return answer;
}
