import { expect } from "chai";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { createEvaluator } from "../../../test/alerts/support/evaluator.ts";
import { parseExposition } from "../../../test/alerts/support/exposition.ts";
import { readRules } from "../../../test/alerts/support/rules.ts";
import { registerAccessMetrics } from "../../src/modules/chain/access/access.metrics.ts";
import { checkAccess } from "../../src/modules/chain/access/check-access.ts";
import { listInstallationRoles } from "../../src/modules/identity/identity.queries.ts";
import { createApp, KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";

const [REGISTRAR, ISSUER] = [1n, 3n];
const STRANGER = `0x${"77".repeat(20)}`;
const BOB = `0x${"88".repeat(20)}`;
const OF_DRIFT = ["WaybillAccessDrift", "WaybillAccessUnregistered", "WaybillAccessPowerless"];
const NONE = { unknown: 0, powerless: 0, unregistered: 0 };

describe("drift between who runs the contracts and who runs the installation", () => {
  let world: ChainWorld;
  let made: Awaited<ReturnType<typeof createApp>>;
  let isOurChain = true;
  let seconds = 0;
  const alerts = createEvaluator(readRules());
  before(async function () {
    this.timeout(90_000);
    world = await startChainWorld();
    made = await createApp(world);
    registerAccessMetrics(made.app);
  });
  after(async () => {
    await made?.close();
    await world?.stop();
  });

  const job = checkAccess({
    isOurChain: async () => isOurChain,
    people: listInstallationRoles,
    own: () => [world.caller.addressOf(KEYS.relayer) as Address],
  });
  /** What is measured after another comparison some seconds later, and which alerts fire. */
  async function look(after = 15): Promise<Partial<typeof NONE> & { fires: string[] }> {
    await job(made.app, {});
    const samples = parseExposition(await made.app.metrics.registry.metrics());
    alerts.push((seconds += after), samples);
    const drift = samples.filter(({ metric }) => metric === "waybill_access_drift").map(({ labels, value }) => [labels["kind"], value]);
    return { ...Object.fromEntries(drift), fires: alerts.firing().filter((name) => OF_DRIFT.includes(name)) };
  }
  async function makeAdmin(person: string, wallet?: string): Promise<void> {
    const { pool } = made.app.db;
    await pool.query("INSERT INTO persons (id, created_at) VALUES ($1, now())", [person]);
    await pool.query("INSERT INTO installation_roles (person_id, role, given_at) VALUES ($1, 'admin', now())", [person]);
    if (wallet === undefined) return;
    await pool.query("INSERT INTO person_wallets (account, person_id, added_at) VALUES ($1, $2, now())", [wallet, person]);
  }
  const manager = (name: "grantRole" | "revokeRole", role: bigint, account: string) =>
    world.callManager(world.deployment.accessManager, name, name === "grantRole" ? [role, account, 0] : [role, account]);
  /** As the indexer would. */
  const register = (account: string) =>
    made.app.db.pool.query(
      `INSERT INTO actor_changes (block_number, log_index, account, kind, roles, profile_hash, timestamp, transaction_hash)
       SELECT 1, count(*), $1, 'registered', 16, $2, 1767225600, $2 FROM actor_changes`,
      [account, `0x${"11".repeat(32)}`],
    );

  it("is not measured while there is no admin here to compare with", async () => {
    expect(await look()).to.deep.equal({ fires: [] });
  });

  it("is none where the admin holds the contracts, and the registrar is who this installation sends from", async () => {
    await makeAdmin("ann", world.caller.addressOf(KEYS.deployer));
    expect(await look()).to.deep.equal({ ...NONE, fires: [] });
  });

  it("raises an alert when a stranger becomes registrar, and ends when that is taken away", async () => {
    await manager("grantRole", REGISTRAR, STRANGER);
    expect(await look()).to.deep.equal({ ...NONE, unknown: 1, fires: ["WaybillAccessDrift"] });
    await manager("revokeRole", REGISTRAR, STRANGER);
    expect(await look()).to.deep.equal({ ...NONE, fires: [] });
  });

  it("raises an alert when somebody may issue grams for twenty minutes who is no registered organisation, and ends when it is one", async () => {
    await manager("grantRole", ISSUER, STRANGER);
    expect(await look()).to.deep.equal({ ...NONE, unregistered: 1, fires: [] });
    expect(await look(1_200)).to.deep.equal({ ...NONE, unregistered: 1, fires: ["WaybillAccessUnregistered"] });
    await register(STRANGER);
    expect(await look()).to.deep.equal({ ...NONE, fires: [] });
  });

  it("raises an alert when an admin can do nothing on chain for two days, and none while a role is on its way", async () => {
    await makeAdmin("bob", BOB);
    expect(await look()).to.deep.equal({ ...NONE, powerless: 1, fires: [] });
    expect(await look(86_400)).to.deep.equal({ ...NONE, powerless: 1, fires: [] });
    expect(await look(86_400)).to.deep.equal({ ...NONE, powerless: 1, fires: ["WaybillAccessPowerless"] });
    await manager("grantRole", REGISTRAR, BOB);
    expect(await look()).to.deep.equal({ ...NONE, fires: [] });
  });

  it("stays as it was found while the node is on another chain, or does not answer", async () => {
    await manager("grantRole", REGISTRAR, STRANGER);
    isOurChain = false;
    expect(await look()).to.deep.equal({ ...NONE, fires: [] });
    isOurChain = true;
    const found = { ...NONE, unknown: 1, fires: ["WaybillAccessDrift"] };
    expect(await look()).to.deep.equal(found);
    await world.anvil.stop();
    expect(await look()).to.deep.equal(found);
  });
});
