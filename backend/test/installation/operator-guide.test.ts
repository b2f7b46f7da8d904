import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { QueueEntry } from "@waybill/protocol/schemas/api/chain-status";
import { runCommand } from "../../../scripts/cli/run-command.ts";
import { startBackend, type Backend } from "../../src/composition.ts";
import { firstRunLink } from "../../src/modules/identity/installation/first-run.ts";
import { addJob } from "../../src/platform/jobs.ts";
import { send } from "../support/backend.ts";
import { configOf, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { createMigratedDatabase } from "../support/databases.ts";
import { testGuide } from "../support/guide.ts";
import { wholeSession } from "../support/second-factor.ts";
import { waitFor } from "../support/wait-for.ts";

/** More blocks than it takes until one is final. */
const UNTIL_FINAL = 80;

describe("the guide for operators", () => {
  let world: ChainWorld;
  let backend: Backend;
  let database: Awaited<ReturnType<typeof createMigratedDatabase>>;
  const home = mkdtempSync(join(tmpdir(), "waybill-operator-"));
  const variables: Record<string, string> = {};
  before(async () => {
    [world, database] = [await startChainWorld(), await createMigratedDatabase()];
    // What is stuck stays so until somebody asks.
    const env = { WAYBILL_HOME: home, RELAYER_BUMP_SECONDS: "3600", AUDIT_ANCHOR_MINUTES: "0" };
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

  const transactions = async (state: string) =>
    (await send(variables["WAYBILL"] ?? "", "GET", `/api/chain/transactions?state=${state}`)).json<{ items: QueueEntry[] }>().items;

  /** What the page tells to look for has to be there. */
  const PREPARED: Readonly<Record<string, () => Promise<unknown>>> = {
    "role bo@run.example": () => joined("bo@run.example", variables["INVITATION"] ?? ""),
    async "transactions?state=open"() {
      await world.anvil.rpc("evm_setAutomine", [false]);
      await addJob({ tx: backend.app.db.dataSource.manager }, "audit:checkpoint", {});
      await waitFor("a transaction that no block takes", async () => (await transactions("sent"))[0]);
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
    ...{ commands: 34, variables },
    heed(answer) {
      const { token, person, items } = (answer ?? {}) as { token?: string; person?: string; items?: QueueEntry[] };
      if (token !== undefined) variables["INVITATION"] = token;
      if (person !== undefined) variables["PERSON"] ??= person;
      const waiting = items?.find((item) => item.state === "sent" && "attempts" in item);
      if (waiting !== undefined) Object.assign(variables, { TRANSACTION: String(waiting.id), FORM: waiting.attempts[0]?.hash ?? "" });
    },
    async waybill(args) {
      let said = "";
      const sink = { write: (text: string) => ((said += text), true) };
      const addresses = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, RPC_URL: variables["NODE"] };
      const env = { ...addresses, WAYBILL_URL: variables["WAYBILL"], WAYBILL_HOME: home };
      return { code: await runCommand(args, { stdout: sink, stderr: sink, cwd: home, env }), said };
    },
    async prepare(command) {
      for (const [part, bringAbout] of Object.entries(PREPARED)) if (command.includes(part)) await bringAbout();
    },
  });
});
