import { copyFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { isRunning } from "../../scripts/services/process-identity.ts";
import { callRpc } from "../../scripts/services/json-rpc.ts";
import { withClient } from "../../scripts/services/postgres.ts";
import { waitFor } from "../../scripts/services/wait-for.ts";
import { sendSomething } from "../support/anvil.ts";
import { createDatabase } from "../support/postgres.ts";
import { emptyPages, freshHome, launchWaybill, startWaybill, type StartedWaybill } from "../support/waybill.ts";

const env = () => ({ FRONTEND_DIR: emptyPages(), WAYBILL_DEMO: "off", WAREHOUSES: "on" });

/** Leaves a trace in the database and on the chain. */
async function leaveTraces(waybill: StartedWaybill): Promise<string> {
  const { databaseUrl, databaseOwnerUrl, rpcUrl } = waybill.running();
  await withClient(databaseOwnerUrl ?? databaseUrl, (client) => client.query("CREATE TABLE trace AS SELECT 42 AS answer"));
  return sendSomething(rpcUrl);
}

async function expectTraces(waybill: StartedWaybill, transaction: string): Promise<void> {
  const { databaseUrl, databaseOwnerUrl, rpcUrl } = waybill.running();
  const { rows } = await withClient(databaseOwnerUrl ?? databaseUrl, (client) =>
    client.query<{ answer: number }>("SELECT answer FROM trace"),
  );
  expect(rows).to.deep.equal([{ answer: 42 }]);
  expect(await callRpc(rpcUrl, "eth_getTransactionReceipt", [transaction])).to.include({ status: "0x1" });
}

/** Waits until the newest copy of the chain on disk is younger than now. */
async function untilSaved({ home }: StartedWaybill): Promise<void> {
  const file = join(home, "chain", "state.json.gz");
  const before = readFileSync(file);
  await waitFor(() => !readFileSync(file).equals(before), { what: "saving of the chain" });
}

/** Waits until a warehouse says that the shop knows it, with the token that it was given. */
async function untilRegistered(url: string): Promise<void> {
  const isWhole = async () => ((await (await fetch(`${url}/readyz`)).json()) as { state: string }).state === "ok";
  await waitFor(isWhole, { what: `the registration of ${url}` });
}

describe("npm start", function () {
  this.timeout(240_000);
  const home = freshHome();
  let transaction = "";

  it("says each step with its time and ends with the ready line", async () => {
    const waybill = await startWaybill({ home, env: env() });
    const lines = waybill.stdout().trimEnd().split("\n");
    expect(lines.at(-1)).to.equal(`Waybill is ready: http://localhost:${waybill.port}`);
    expect(lines.at(-2)).to.match(
      /^This installation has no admin yet\. Become the first one at http:\/\/localhost:\d+\/account\/invitation\?of=installation#[\w-]{43}$/,
    );
    for (const line of lines.slice(0, -2)) expect(line).to.match(/^ {2}✓ .* \.{3,} \d+\.\d s$/);
    expect(waybill.stderr()).to.equal("");
    const answer = await fetch(`${waybill.url}/readyz`);
    expect(answer.status, await answer.text()).to.equal(200);

    transaction = await leaveTraces(waybill);
    const children = waybill.children();
    expect(children.map(({ kind }) => kind).sort()).to.deep.equal(["backend", "chain", "database", "warehouse", "warehouse"]);
    const { databaseUrl, warehouses = [] } = waybill.running();
    expect(new Set([databaseUrl, ...warehouses.map((warehouse) => warehouse.databaseUrl)]).size, "a database for each").to.equal(3);
    for (const { url } of warehouses) await untilRegistered(url);

    // A warehouse that dies is started again, and takes nothing with it.
    const [dead] = children.filter(({ kind }) => kind === "warehouse");
    process.kill(dead?.pid ?? 0, "SIGKILL");
    const started = () => waybill.children().filter(({ kind, pid }) => kind === "warehouse" && pid !== dead?.pid);
    await waitFor(() => started().length === 2, { what: "another process of the warehouse" });
    for (const { url } of warehouses) await untilRegistered(url);
    expect(waybill.stderr()).to.match(/^The warehouse (Alpha|Beta) ended unexpectedly \(SIGKILL\): .*; it is started again in 1 s\.\n$/);
    expect((await fetch(`${waybill.url}/readyz`)).status).to.equal(200);

    const all = [...children, ...waybill.children()];
    expect(await waybill.stop("SIGTERM")).to.equal(0);
    expect(all.filter(isRunning), "every child has ended").to.deep.equal([]);
  });

  it("goes on where it stopped, without deploying again", async () => {
    const waybill = await startWaybill({ home, env: env() });
    expect(waybill.stdout()).not.to.contain("Deployed");
    await expectTraces(waybill, transaction);
    // At other addresses, and with other passwords for their databases.
    for (const { url } of waybill.running().warehouses ?? []) await untilRegistered(url);

    const second = await launchWaybill({ home, env: env() });
    expect(await second.exited).to.equal(1);
    expect(second.stderr()).to.match(/^Waybill already runs with the home .* \(process \d+\): .*\.\n$/);
    expect((await fetch(`${waybill.url}/livez`)).status, "the first one goes on").to.equal(200);
    expect(await waybill.stop("SIGINT")).to.equal(0);
  });

  it("cleans up after a killed supervisor and loses nothing that the chain still knew", async () => {
    const killed = await startWaybill({ home, env: env() });
    const children = killed.children();
    const { rpcUrl } = killed.running();
    // The chain goes on without its supervisor, so only its own memory holds this.
    await killed.stop("SIGKILL");
    const late = await sendSomething(rpcUrl);
    expect(children.filter(isRunning)).to.have.lengthOf(5);

    const next = await startWaybill({ home, env: env() });
    expect(children.filter(isRunning)).to.deep.equal([]);
    await expectTraces(next, transaction);
    await expectTraces(next, late);
    await next.stop();
  });

  it("goes on after everything was killed at once, with the chain as it was last saved", async () => {
    const killed = await startWaybill({ home, env: env() });
    await callRpc(killed.running().rpcUrl, "anvil_mine", ["0x1"]);
    await untilSaved(killed);
    const children = killed.children();
    killed.process.kill("SIGKILL");
    for (const { pid } of children) process.kill(pid, "SIGKILL");
    await killed.exited;

    // What a cut power line may leave: the newest copy half written.
    const newest = join(home, "chain", "state.json.gz");
    copyFileSync(newest, join(home, "chain", "state.previous.json.gz"));
    truncateSync(newest, 100);
    const next = await startWaybill({ home, env: env() });
    expect(next.stdout()).to.contain("from its previous copy, the newest was damaged");
    await expectTraces(next, transaction);

    // A part that dies takes the rest with it, in one sentence.
    const backend = next.children().find(({ kind }) => kind === "backend");
    const all = next.children();
    process.kill(backend?.pid ?? 0, "SIGKILL");
    expect(await next.exited).to.equal(1);
    expect(next.stderr()).to.match(/^The backend ended unexpectedly \(SIGKILL\): .*\n$/);
    expect(all.filter(isRunning)).to.deep.equal([]);
    expect(existsSync(join(home, "lock.json"))).to.equal(false);
  });

  it("starts with one's own server the warehouses whose databases are named, and without any says so", async () => {
    const named = (await createDatabase()).url;
    const first = await startWaybill({ env: { ...env(), DATABASE_URL: (await createDatabase()).url, ALPHA_DATABASE_URL: named } });
    expect(first.running().warehouses?.map(({ id, databaseUrl }) => [id, databaseUrl])).to.deep.equal([["alpha", named]]);
    await untilRegistered(first.running().warehouses?.[0]?.url ?? "");
    await first.stop();
    const { home } = first;
    const second = await startWaybill({ home, env: { ...env(), DATABASE_URL: (await createDatabase()).url } });
    expect(second.stdout()).to.contain("No warehouses: their databases are not named (ALPHA_DATABASE_URL)");
    expect(second.children().map(({ kind }) => kind)).to.have.members(["backend", "chain"]);
    await second.stop();
  });

  it("ends when the npm that started it is killed without a word", async () => {
    const waybill = await startWaybill({ home, env: env(), command: ["npm", "start"] });
    const children = waybill.children();
    waybill.process.kill("SIGKILL");
    await waitFor(() => children.every((child) => !isRunning(child)), { what: "the end of every child", deadlineMilliseconds: 12_000 });
    await waitFor(() => !existsSync(join(home, "lock.json")), { what: "the home being given back" });
  });
});
