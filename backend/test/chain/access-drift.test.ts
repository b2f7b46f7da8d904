import { expect } from "chai";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { createEvaluator } from "../../../test/alerts/support/evaluator.ts";
import { parseExposition } from "../../../test/alerts/support/exposition.ts";
import { readRules } from "../../../test/alerts/support/rules.ts";
import { registerAccessMetrics } from "../../src/modules/chain/access/access.metrics.ts";
import { checkAccess } from "../../src/modules/chain/access/check-access.ts";
import { listInstallationRoles } from "../../src/modules/identity/identity.queries.ts";
import { createApp, KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";

const REGISTRAR = 1n;
const STRANGER = `0x${"77".repeat(20)}`;

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
  /** What is measured after another comparison, and whether the alert fires. */
  async function look(): Promise<{ unknown?: number; powerless?: number; fires: boolean }> {
    await job(made.app, {});
    const samples = parseExposition(await made.app.metrics.registry.metrics());
    alerts.push((seconds += 15), samples);
    const drift = samples.filter(({ metric }) => metric === "waybill_access_drift").map(({ labels, value }) => [labels["kind"], value]);
    return { ...Object.fromEntries(drift), fires: alerts.firing().includes("WaybillAccessDrift") };
  }
  async function makeAdmin(person: string, wallet?: string): Promise<void> {
    const { pool } = made.app.db;
    await pool.query("INSERT INTO persons (id, created_at) VALUES ($1, now())", [person]);
    await pool.query("INSERT INTO installation_roles (person_id, role, given_at) VALUES ($1, 'admin', now())", [person]);
    if (wallet === undefined) return;
    await pool.query("INSERT INTO person_wallets (account, person_id, added_at) VALUES ($1, $2, now())", [wallet, person]);
  }
  const manager = (name: "grantRole" | "revokeRole") =>
    name === "grantRole"
      ? world.callManager(world.deployment.accessManager, name, [REGISTRAR, STRANGER, 0])
      : world.callManager(world.deployment.accessManager, name, [REGISTRAR, STRANGER]);

  it("is not measured while there is no admin here to compare with", async () => {
    expect(await look()).to.deep.equal({ fires: false });
  });

  it("is none where the admin holds the contracts, and the registrar is who this installation sends from", async () => {
    await makeAdmin("ann", world.caller.addressOf(KEYS.deployer));
    expect(await look()).to.deep.equal({ unknown: 0, powerless: 0, fires: false });
  });

  it("raises an alert when a stranger becomes registrar, and ends when that is taken away", async () => {
    await manager("grantRole");
    expect(await look()).to.deep.equal({ unknown: 1, powerless: 0, fires: true });
    await manager("revokeRole");
    expect(await look()).to.deep.equal({ unknown: 0, powerless: 0, fires: false });
  });

  it("counts an admin who can do nothing on chain, which wakes nobody", async () => {
    await makeAdmin("bob");
    expect(await look()).to.deep.equal({ unknown: 0, powerless: 1, fires: false });
  });

  it("stays as it was found while the node is on another chain, or does not answer", async () => {
    await manager("grantRole");
    isOurChain = false;
    expect(await look()).to.deep.equal({ unknown: 0, powerless: 1, fires: false });
    isOurChain = true;
    expect(await look()).to.deep.equal({ unknown: 1, powerless: 1, fires: true });
    await world.anvil.stop();
    expect(await look()).to.deep.equal({ unknown: 1, powerless: 1, fires: true });
  });
});
