import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { QueueEntry, SenderView } from "@waybill/protocol/schemas/api/chain-status";
import { expect } from "chai";
import { runCommand } from "../../../scripts/cli/run-command.ts";
import { createToken } from "../../../scripts/demo/token.ts";
import { startBackend, type Backend } from "../../src/composition.ts";
import { warehouseToken } from "../../src/config/warehouse-token.ts";
import { firstRunLink } from "../../src/modules/identity/installation/first-run.ts";
import { signatureOf } from "../../src/modules/traceability/subscriptions/delivery/signature.ts";
import { addJob } from "../../src/platform/jobs.ts";
import { send } from "../support/backend.ts";
import { registerActor, talkTo } from "../support/chain-backend.ts";
import { configOf, KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { createMigratedDatabase } from "../support/databases.ts";
import { startFakeWarehouse, type FakeWarehouseServer } from "../support/fake-warehouse-server.ts";
import { testGuide } from "../support/guide.ts";
import { startReceiver, type Receiver } from "../support/receiver.ts";
import { wholeSession } from "../support/second-factor.ts";
import { waitFor } from "../support/wait-for.ts";

/** More blocks than it takes until one is final. */
const UNTIL_FINAL = 80;
/** What each secret was before it is replaced. */
const BEFORE = { service: "the-secret-that-all-warehouses-have-now", signature: "what others know" };
/** What somebody asks to be erased. */
const EVENT = {
  ...{ "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", type: "ObjectEvent", action: "OBSERVE" },
  ...{ eventTime: "2026-07-22T08:00:00+02:00", eventTimeZoneOffset: "+02:00", epcList: ["urn:epc:id:sgtin:9521141.001234.2017"] },
};

describe("the guide for operators", () => {
  let world: ChainWorld;
  let backend: Backend;
  let database: Awaited<ReturnType<typeof createMigratedDatabase>>;
  const home = mkdtempSync(join(tmpdir(), "waybill-operator-"));
  const documentsKey = join(home, "documents.key");
  const variables: Record<string, string> = {
    ...{ NEW_KEY_FILE: join(home, "new-relayer.key"), RELAYER_KEY_FILE: join(home, "relayer.key") },
    ...{
      SERVICE_SECRET_FILE: join(home, "service-secret"),
      NEW_SIGNATURE_TOKEN: "what nobody else knows",
      SINCE: new Date().toISOString(),
    },
  };
  let alpha: FakeWarehouseServer;
  let subscriber: Receiver;
  before(async () => {
    [world, database] = [await startChainWorld(), await createMigratedDatabase()];
    // What is stuck stays so until somebody asks.
    writeFileSync(documentsKey, `0x${"a1".repeat(32)}\n`);
    writeFileSync(variables["RELAYER_KEY_FILE"] ?? "", KEYS.relayer);
    writeFileSync(variables["NEW_KEY_FILE"] ?? "", KEYS.bob);
    writeFileSync(variables["SERVICE_SECRET_FILE"] ?? "", `${BEFORE.service}\n`);
    const { RELAYER_KEY_FILE, SERVICE_SECRET_FILE } = variables as Record<"RELAYER_KEY_FILE" | "SERVICE_SECRET_FILE", string>;
    const secrets = { DOCUMENTS_KEY_FILE: documentsKey, RELAYER_KEY: "", RELAYER_KEY_FILE, SERVICE_SECRET_FILE };
    const env = { ...secrets, WAYBILL_HOME: home, RELAYER_BUMP_SECONDS: "3600", AUDIT_ANCHOR_MINUTES: "0" };
    backend = await startBackend(configOf(world, database.url, env));
    variables["WAYBILL"] = backend.url ?? "";
    variables["NODE"] = world.anvil.url;
    const link = await firstRunLink(backend.app, variables["WAYBILL"]);
    variables["TOKEN"] = await joined("ann@run.example", link?.split("#")[1] ?? "");
  });
  after(async () => {
    await alpha?.stop();
    await subscriber?.stop();
    await backend.stop();
    await world.stop();
    database.drop();
    rmSync(home, { recursive: true });
  });

  async function joined(email: string, invitation: string): Promise<string> {
    const url = variables["WAYBILL"] ?? "";
    const asked: Parameters<typeof wholeSession>[0] = { url, request: (...request) => send(url, ...request) };
    const body = { invitation, email, password: "correct horse battery staple" };
    return (await wholeSession(asked, await asked.request("POST", "/api/people", { body }))).accessToken;
  }

  async function waybill(args: string[]): Promise<{ code: number; said: string }> {
    let said = "";
    const sink = { write: (text: string) => ((said += text), true) };
    const addresses = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, RPC_URL: variables["NODE"] };
    const env = { ...addresses, WAYBILL_URL: variables["WAYBILL"], WAYBILL_HOME: home, DOCUMENTS_KEY_FILE: documentsKey };
    const { SERVICE_SECRET_FILE } = variables;
    const code = await runCommand(args, { stdout: sink, stderr: sink, cwd: home, env: { ...env, SERVICE_SECRET_FILE } });
    if (args[0] === "warehouse") variables["WAREHOUSE_TOKEN"] = said.trim();
    return { code, said };
  }

  const addressOf = (key: (typeof KEYS)["bob"]) => world.caller.addressOf(key);
  const rolesOf = async (key: (typeof KEYS)["bob"]) => {
    const { items } = (await send(variables["WAYBILL"] ?? "", "GET", "/api/chain/senders")).json<{ items: SenderView[] }>();
    return items.find(({ address }) => address === addressOf(key))?.roles ?? [];
  };
  /** What the shop answers a warehouse that shows a token. */
  const registeredWith = async (token: string) => {
    alpha.token = token;
    return (await alpha.register()).status;
  };
  /** Waits for the next thing that the subscriber is sent, and whether a secret alone signs it. */
  const isSignedBy = async (secret: string, count: number) => {
    const { headers, text } = await waitFor(`request ${count}`, () => subscriber.received[count - 1]);
    const signature = String(headers["gs1-signature"]);
    const at = new Date(Number(/^t=(\d+)/.exec(signature)?.[1]) * 1_000);
    return signature === signatureOf(text, { tokens: [secret], at });
  };
  const transactions = async (state: string) =>
    (await send(variables["WAYBILL"] ?? "", "GET", `/api/chain/transactions?state=${state}`)).json<{ items: QueueEntry[] }>().items;

  /** What the page tells to look for has to be there. */
  const PREPARED: Readonly<Record<string, () => Promise<unknown>>> = {
    async "role bo@run.example"() {
      const token = await joined("bo@run.example", variables["INVITATION"] ?? "");
      variables["PERSON"] = (await send(variables["WAYBILL"] ?? "", "GET", "/api/me", { token })).json<{ person: string }>().person;
    },
    async "transactions?state=open"() {
      await world.anvil.rpc("evm_setAutomine", [false]);
      await addJob({ tx: backend.app.db.dataSource.manager }, "audit:checkpoint", {});
      await waitFor("a transaction that no block takes", async () => (await transactions("sent"))[0]);
    },
    async 'erase "$STATEMENT"'() {
      if (variables["STATEMENT"] !== undefined) return;
      const url = variables["WAYBILL"] ?? "";
      const token = await createToken(database.url, await registerActor(talkTo(url), world, KEYS.alice, "Alice Farms"));
      variables["KEY"] = token;
      const answer = await send(url, "POST", "/epcis/events", { token, body: EVENT });
      variables["STATEMENT"] = /0x[0-9a-f]{64}/.exec(answer.headers.get("link") ?? "")?.[0] ?? answer.text;
    },
    async "audit export"() {
      const stuck = Number(variables["TRANSACTION"]);
      await waitFor("its dearer form", async () => ((await transactions("open")).some((one) => one.attemptCount > 1) ? true : undefined));
      await world.anvil.rpc("evm_setAutomine", [true]);
      await world.mine();
      await waitFor("its block", async () => (await transactions("included")).find(({ id }) => id === stuck));
      await world.mine(UNTIL_FINAL);
      await waitFor("its finality", async () => (await transactions("final")).find(({ id }) => id === stuck));
    },
    async "api/chain/senders"() {
      await waitFor("the new relayer", async () => ((await rolesOf(KEYS.bob)).includes("relayer") ? true : undefined));
      expect(await rolesOf(KEYS.relayer)).not.to.include("relayer");
    },
    async "/signature-token"() {
      subscriber = await startReceiver();
      const ask = (path: string, body: object) => send(variables["WAYBILL"] ?? "", "POST", path, { token: variables["KEY"], body });
      await ask("/epcis/queries", { name: "seen", query: { EQ_action: ["OBSERVE"] } });
      const options = { dest: subscriber.url, stream: true, signatureToken: BEFORE.signature };
      const made = await ask("/epcis/queries/seen/subscriptions", options);
      variables["SUBSCRIPTION"] = made.json<{ subscriptionID: string }>().subscriptionID;
      await ask("/epcis/events", { ...EVENT, epcList: ["urn:epc:id:sgtin:9521141.001234.2018"] });
      expect(await isSignedBy(BEFORE.signature, 1)).to.equal(true);
    },
    async "deliveries?state=delivered"() {
      expect(await isSignedBy(variables["NEW_SIGNATURE_TOKEN"] ?? "", 2)).to.equal(true);
    },
    async 'api/warehouses"'() {
      alpha = await startFakeWarehouse(variables["WAYBILL"] ?? "");
      const next = variables["WAREHOUSE_TOKEN"] ?? "";
      await waitFor("a token of the new secret", async () => ((await registeredWith(next)) === 201 ? true : undefined));
      expect(await registeredWith(warehouseToken(BEFORE.service, "alpha"))).to.equal(200);
    },
    async "api/warehouses/alpha"() {
      const old = warehouseToken(BEFORE.service, "alpha");
      await waitFor("the end of the old secret", async () => ((await registeredWith(old)) === 401 ? true : undefined));
      expect(await registeredWith(variables["WAREHOUSE_TOKEN"] ?? "")).to.equal(200);
    },
  };

  testGuide("operator", {
    ...{ commands: 49, variables },
    heed(answer) {
      const { token, person, items } = (answer ?? {}) as { token?: string; person?: string; items?: QueueEntry[] };
      if (token !== undefined) variables["INVITATION"] = token;
      if (person !== undefined) variables["PERSON"] ??= person;
      const waiting = items?.find((item) => item.state === "sent" && "attempts" in item);
      if (waiting !== undefined) Object.assign(variables, { TRANSACTION: String(waiting.id), FORM: waiting.attempts[0]?.hash ?? "" });
    },
    waybill,
    async prepare(command) {
      for (const [part, bringAbout] of Object.entries(PREPARED)) if (command.includes(part)) await bringAbout();
    },
  });
});
