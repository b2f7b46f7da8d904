import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { QueueEntry } from "@waybill/protocol/schemas/api/chain-status";
import { runCommand } from "../../../scripts/cli/run-command.ts";
import { createToken } from "../../../scripts/demo/token.ts";
import { startBackend, type Backend } from "../../src/composition.ts";
import { firstRunLink } from "../../src/modules/identity/installation/first-run.ts";
import { addJob } from "../../src/platform/jobs.ts";
import { send } from "../support/backend.ts";
import { registerActor, talkTo } from "../support/chain-backend.ts";
import { configOf, KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { createMigratedDatabase } from "../support/databases.ts";
import { testGuide } from "../support/guide.ts";
import { wholeSession } from "../support/second-factor.ts";
import { waitFor } from "../support/wait-for.ts";

/** More blocks than it takes until one is final. */
const UNTIL_FINAL = 80;
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
  const variables: Record<string, string> = {};
  before(async () => {
    [world, database] = [await startChainWorld(), await createMigratedDatabase()];
    // What is stuck stays so until somebody asks.
    writeFileSync(documentsKey, `0x${"a1".repeat(32)}\n`);
    const env = { WAYBILL_HOME: home, DOCUMENTS_KEY_FILE: documentsKey, RELAYER_BUMP_SECONDS: "3600", AUDIT_ANCHOR_MINUTES: "0" };
    backend = await startBackend(configOf(world, database.url, env));
    variables["WAYBILL"] = backend.url ?? "";
    variables["NODE"] = world.anvil.url;
    const link = await firstRunLink(backend.app, variables["WAYBILL"]);
    variables["TOKEN"] = await joined("ann@run.example", link?.split("#")[1] ?? "");
  });
  after(async () => {
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
    return { code: await runCommand(args, { stdout: sink, stderr: sink, cwd: home, env }), said };
  }

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
  };

  testGuide("operator", {
    ...{ commands: 39, variables },
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
