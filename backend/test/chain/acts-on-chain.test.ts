import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import { callHashOf } from "@waybill/protocol/access/call-hash";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { expect } from "chai";
import { encodeFunctionData, type Hex } from "viem";
import { createEvaluator } from "../../../test/alerts/support/evaluator.ts";
import { parseExposition } from "../../../test/alerts/support/exposition.ts";
import { readRules } from "../../../test/alerts/support/rules.ts";
import { registerAccessMetrics } from "../../src/modules/chain/access/access.metrics.ts";
import { acknowledgeAct, listActs } from "../../src/modules/chain/access/chain-acts.store.ts";
import { insertChainNote, nameTransaction } from "../../src/modules/chain/access/chain-notes.store.ts";
import { checkAccess } from "../../src/modules/chain/access/check-access.ts";
import { listInstallationRoles } from "../../src/modules/identity/identity.queries.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { createApp, KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";

const GUARDIAN = 2n;
const ALERT = "WaybillActWithoutNote";

describe("acts on chain, and the notes of admins", () => {
  let world: ChainWorld;
  let made: Awaited<ReturnType<typeof createApp>>;
  let seconds = 0;
  let holders = 0;
  const own: Address[] = [];
  const alerts = createEvaluator(readRules());
  before(async function () {
    this.timeout(90_000);
    world = await startChainWorld();
    made = await createApp(world);
    registerAccessMetrics(made.app);
    const { pool } = made.app.db;
    await pool.query("INSERT INTO persons (id, created_at) VALUES ('ann', now()), ('bob', now())");
    await pool.query("INSERT INTO installation_roles (person_id, role, given_at) VALUES ('ann', 'admin', now())");
    await pool.query("INSERT INTO person_wallets (account, person_id, added_at) VALUES ($1, 'ann', now())", [wallet()]);
  });
  after(async () => {
    await made?.close();
    await world?.stop();
  });

  const wallet = () => world.caller.addressOf(KEYS.deployer);
  const job = checkAccess({ isOurChain: async () => true, people: listInstallationRoles, own: () => own });
  /** Somebody new, to whom a role can be given. */
  const somebody = () => `0x${String(++holders).padStart(40, "0")}` as Hex;
  const granting = (account: Hex): Hex32 =>
    callHashOf({
      to: world.deployment.accessManager,
      data: encodeFunctionData({ abi: accessManagerAbi, functionName: "grantRole", args: [GUARDIAN, account, 0] }),
    });
  const grant = (account: Hex) => world.callManager(world.deployment.accessManager, "grantRole", [GUARDIAN, account, 0]);
  const note = (account: Hex, from = wallet()) =>
    inTransaction(made.app, (ctx) =>
      insertChainNote(ctx, { person: "ann", wallet: from, call: granting(account), action: "access-role.granting" }),
    );
  const list = () => inTransaction(made.app, (ctx) => listActs(ctx, null, { after: null, limit: 100 }));
  /** Another look: what became of the newest act, how many are listed, and whether the alert fires. */
  async function look() {
    await job(made.app, {});
    alerts.push((seconds += 900), parseExposition(await made.app.metrics.registry.metrics()));
    const acts = await list();
    // Blocks that come in one second have one time.
    const newest = acts.toSorted((a, b) => Number(b.block) - Number(a.block))[0];
    return { newest, count: acts.length, fires: alerts.firing().includes(ALERT) };
  }

  it("takes what was there at the first look as it is", async () => {
    expect(await look()).to.deep.equal({ newest: undefined, count: 0, fires: false });
    const { rows } = await made.app.db.pool.query<{ n: string }>("SELECT count(*) AS n FROM chain_acts WHERE verdict = 'before'");
    expect(Number(rows[0]?.n)).to.be.greaterThan(5);
  });

  it("finds the note of an act by its wallet and its call, and names who made it", async () => {
    const account = somebody();
    await note(account);
    await grant(account);
    const { newest, count, fires } = await look();
    expect({ count, fires }).to.deep.equal({ count: 1, fires: false });
    expect(newest).to.deep.include({ verdict: "noted", person: "ann", action: "access-role.granting" });
    expect(newest?.events).to.deep.equal([{ name: "RoleGranted", role: "2", account }]);
    expect(newest?.sender.toLowerCase()).to.equal(wallet().toLowerCase());
  });

  it("raises an alert when an admin's wallet acts past the console, until an admin has looked into it", async () => {
    await grant(somebody());
    const { newest, fires } = await look();
    expect([newest?.verdict, newest?.person, fires]).to.deep.equal(["unnoted", null, true]);
    const acknowledge = () => inTransaction(made.app, (ctx) => acknowledgeAct(ctx, newest?.transactionHash ?? ""));
    expect([await acknowledge(), await acknowledge()]).to.deep.equal([true, false]);
    const after = await look();
    expect([after.newest?.verdict, after.fires]).to.deep.equal(["unnoted", false]);
    expect(after.newest?.acknowledgedAt).to.be.instanceOf(Date);
  });

  it("takes a note for one transaction alone, of that wallet and that call, and none that was made after it or a week before", async () => {
    const [twice, other, late, early] = [somebody(), somebody(), somebody(), somebody()];
    await note(twice);
    await grant(twice);
    expect((await look()).newest?.verdict).to.equal("noted");
    await world.callManager(world.deployment.accessManager, "revokeRole", [GUARDIAN, twice]);
    await note(other, world.caller.addressOf(KEYS.alice));
    const earlier = await note(early);
    await made.app.db.pool.query("UPDATE chain_notes SET noted_at = noted_at - interval '8 days' WHERE id = $1", [earlier]);
    const later = await note(late);
    await made.app.db.pool.query("UPDATE chain_notes SET noted_at = noted_at + interval '1 hour' WHERE id = $1", [later]);
    for (const account of [twice, other, late, early]) await grant(account);
    expect((await look()).fires).to.equal(true);
    const { rows } = await made.app.db.pool.query<{ account: string }>(
      `SELECT events->0->>'account' AS account FROM chain_acts WHERE verdict = 'unnoted' AND acknowledged_at IS NULL AND events->0->>'name' = 'RoleGranted'
       ORDER BY 1`,
    );
    expect(rows.map(({ account }) => account)).to.deep.equal([twice, other, late, early]);
    await made.app.db.pool.query("UPDATE chain_acts SET acknowledged_at = now() WHERE verdict = 'unnoted'");
  });

  it("finds the note by its transaction where another account sends for the wallet, also when that is told later, by whoever made it", async () => {
    const account = somebody();
    const id = await note(account, world.caller.addressOf(KEYS.alice));
    await grant(account);
    const hash = (await look()).newest?.transactionHash as Hex32;
    const named = (person: string) => inTransaction(made.app, (ctx) => nameTransaction(ctx, { id, person, hash }));
    expect([await named("bob"), await named("ann")]).to.deep.equal([false, true]);
    const { newest, fires } = await look();
    expect([newest?.transactionHash, newest?.verdict, fires]).to.deep.equal([hash, "noted", false]);
  });

  it("wants no note of what this installation sends itself", async () => {
    own.push(wallet());
    await grant(somebody());
    const { newest, fires } = await look();
    expect([newest?.verdict, fires]).to.deep.equal(["own", false]);
    own.pop();
  });

  it("takes a registration of then as it is, too, when the index comes to it late", async () => {
    const before = (await list()).length;
    await made.app.db.pool.query(
      `INSERT INTO actor_changes (block_number, log_index, account, kind, roles, profile_hash, timestamp, transaction_hash)
       VALUES (1, 0, $1, 'registered', 1, $2, 1767225600, $2)`,
      [somebody(), `0x${"ee".repeat(32)}`],
    );
    const { count, fires } = await look();
    expect([count, fires]).to.deep.equal([before, false]);
  });

  it("watches registrations and revocations in the same way", async () => {
    const account = world.caller.addressOf(KEYS.bob);
    const profileHash = `0x${"b0".repeat(20)}` as Hex;
    const hash = await world.caller.write(KEYS.relayer, "registerActor", [account, ROLE.carrier, profileHash]);
    // As the indexer would.
    await made.app.db.pool.query(
      `INSERT INTO actor_changes (block_number, log_index, account, kind, roles, profile_hash, timestamp, transaction_hash)
       VALUES (1000, 0, $1, 'registered', $2, $3, 1767225600, $4)`,
      [account, ROLE.carrier, profileHash, hash],
    );
    const { newest, fires } = await look();
    expect(newest?.events).to.deep.equal([{ name: "ActorRegistered", role: null, account }]);
    expect([newest?.transactionHash, newest?.verdict, fires]).to.deep.equal([hash, "unnoted", true]);
  });
});
