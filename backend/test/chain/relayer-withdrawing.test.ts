import { expect } from "chai";
import { queueEntry } from "@waybill/protocol/schemas/api/chain-status";
import { listTransactions } from "../../src/modules/chain/transactions.views.ts";
import type { RelayerPolicy } from "../../src/modules/chain/relayer/sending.ts";
import { signersOf } from "../../src/modules/chain/relayer/signers.ts";
import { steer } from "../../src/modules/chain/relayer/steer.ts";
import type { Asked } from "../../src/modules/chain/relayer/transactions.store.ts";
import { Secret } from "../../src/config/secret.ts";
import { inTransaction } from "../../src/platform/context.ts";
import type { ProblemError } from "../../src/platform/errors.ts";
import { anchorsOf } from "../support/anchors.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { startRelaying } from "../support/relaying.ts";
import { startRpcFront, type RpcFront } from "../support/rpc-front.ts";
import { waitFor } from "../support/wait-for.ts";

/** By its time, or because an admin wants it: whatever is mined in the end, it is one form, and the transaction takes effect once at most. */
describe("what no block takes is replaced or withdrawn", () => {
  let world: ChainWorld;
  let front: RpcFront;
  before(async () => {
    world = await startChainWorld();
    front = await startRpcFront(world.anvil.url);
  });
  beforeEach(() => {
    front.meddle = () => undefined;
  });
  afterEach(() => world.anvil.rpc("evm_setAutomine", [true]));
  after(async () => {
    await front.stop();
    await world.stop();
  });

  const start = (policy: Partial<RelayerPolicy> = {}) => startRelaying(world, { policy, env: { RPC_URL: front.url } });
  type Relaying = Awaited<ReturnType<typeof start>>;

  it("withdraws what is stuck at the fee cap, and sends it with a new nonce only when the withdrawal is final", async () => {
    const relaying = await start({ bumpAfterMilliseconds: 0, cancelAfterMilliseconds: 0, maxFeePerGas: 3_000_000_000n });
    await world.anvil.rpc("evm_setAutomine", [false]);
    const root = await relaying.anchor();
    const stuck = await waitFor("the withdrawal", async () => {
      await relaying.round();
      const transaction = await relaying.get(root);
      return transaction.cancelling === "requeue" ? transaction : undefined;
    });
    const forms = await relaying.attempts(stuck);
    expect(forms[0]?.kind).to.equal("noop");
    expect(forms.filter(({ kind }) => kind === "call").every(({ maxFeePerGas }) => maxFeePerGas <= 3_000_000_000n)).to.equal(true);
    expect(new Set(forms.map(({ nonce }) => nonce)).size).to.equal(1);
    await world.mine();
    const unknown = await relaying.until(root, "unknown");
    for (let rounds = 0; rounds < 3; rounds++) await relaying.round();
    expect((await relaying.get(root)).nonce).to.equal(unknown.nonce);
    await world.mine(4);
    await world.anvil.rpc("evm_setAutomine", [true]);
    relaying.sending.policy.bumpAfterMilliseconds = 3_600_000;
    const again = await relaying.until(root, "included");
    expect(again.nonce).to.be.greaterThan(unknown.nonce ?? 0);
    expect(again.tries).to.equal(1);
    expect(await anchorsOf(world, root)).to.equal(1);
    await relaying.close();
  });

  describe("that an admin steers", () => {
    const ask = ({ app, signers }: Pick<Relaying, "app" | "signers">, id: number, asked: Asked) =>
      inTransaction(app, (ctx) => steer(ctx, signers, { ...asked, id }, "operator"));
    const refused = async (given: Promise<void>) => ((await given.catch((error: unknown) => error)) as ProblemError).problem?.code;
    /** Sent, and taken by no block; its time to be replaced is far. */
    async function waiting() {
      await world.anvil.rpc("evm_setAutomine", [false]);
      const relaying = await start({ bumpAfterMilliseconds: 3_600_000 });
      const root = await relaying.anchor();
      const { id } = await relaying.until(root, "sent");
      const forms = async () => relaying.attempts(await relaying.get(root));
      const [first] = await forms();
      if (!first) throw new Error("what was sent has a form");
      return { relaying, root, id, first, forms };
    }

    it("has a dearer form at once, and one alone for the form that was seen", async () => {
      const { relaying, root, id, first, forms } = await waiting();
      await ask(relaying, id, { what: "replace", of: first.hash });
      await ask(relaying, id, { what: "replace", of: first.hash });
      const [entry] = (await listTransactions({ tx: relaying.app.db.dataSource.manager }, { filter: null, after: null, limit: 1 })).items;
      expect(queueEntry.parse(entry).asked).to.equal("replace");
      for (let rounds = 0; rounds < 3; rounds++) await relaying.round();
      const made = await forms();
      expect(made.map(({ kind }) => kind)).to.deep.equal(["call", "call"]);
      expect(Number(made[0]?.maxFeePerGas)).to.be.greaterThan(Number(first.maxFeePerGas));
      expect(await refused(ask(relaying, id, { what: "replace", of: first.hash }))).to.equal("chain.not-waiting");
      await world.anvil.rpc("evm_setAutomine", [true]);
      await world.mine();
      await relaying.until(root, "included");
      expect(await refused(ask(relaying, id, { what: "withdraw", of: made[0]!.hash }))).to.equal("chain.not-waiting");
      expect(await refused(ask(relaying, id + 1, { what: "replace", of: first.hash }))).to.equal("chain.transaction-not-found");
      const { rows } = await relaying.app.db.pool.query("SELECT action, subject, details FROM audit_entries");
      expect(rows).to.deep.equal([
        { action: "transaction.replaced", subject: `transaction:${id}`, details: { nonce: first.nonce, form: first.hash } },
      ]);
      expect(await anchorsOf(world, root)).to.equal(1);
      await relaying.close();
    });

    it("is replaced although the node does not have it", async () => {
      const { relaying, root, id, first, forms } = await waiting();
      await world.anvil.rpc("anvil_dropTransaction", [first.hash]);
      await ask(relaying, id, { what: "replace", of: first.hash });
      await relaying.round();
      expect(await forms()).to.have.length(2);
      await world.mine();
      await relaying.until(root, "included");
      await relaying.close();
    });

    it("is left as it is where the key that signed it is gone: nobody could do what was asked", async () => {
      const { relaying, root, id, first } = await waiting();
      const other = Secret.of(KEYS.alice);
      const withoutKey = { app: relaying.app, signers: signersOf({ relayer: other, registrar: other }) };
      for (const what of ["replace", "withdraw"] as const)
        expect(await refused(ask(withoutKey, id, { what, of: first.hash }))).to.equal("chain.no-key");
      expect((await relaying.get(root)).asked).to.equal(null);
      await world.mine();
      await relaying.until(root, "included");
      await relaying.close();
    });

    it("gives its nonce up, and takes effect once, with another", async () => {
      const { relaying, root, id, first, forms } = await waiting();
      await ask(relaying, id, { what: "withdraw", of: first.hash });
      await relaying.round();
      expect((await relaying.get(root)).cancelling).to.equal("requeue");
      const made = await forms();
      expect(made.map(({ kind, nonce }) => [kind, nonce])).to.deep.equal([
        ["noop", first.nonce],
        ["call", first.nonce],
      ]);
      await world.mine();
      await relaying.until(root, "unknown");
      await world.mine(4);
      await world.anvil.rpc("evm_setAutomine", [true]);
      const again = await relaying.until(root, "included");
      expect([again.nonce, again.cancelling]).to.deep.equal([first.nonce + 1, null]);
      expect(await anchorsOf(world, root)).to.equal(1);
      await relaying.close();
    });
  });

  it("fails what was withdrawn too often", async () => {
    const policy = { bumpAfterMilliseconds: 0, cancelAfterMilliseconds: 0, maxFeePerGas: 3_000_000_000n, maxTries: 1 };
    const relaying = await start(policy);
    await world.anvil.rpc("evm_setAutomine", [false]);
    const root = await relaying.anchor();
    await waitFor("the withdrawal", async () => {
      await relaying.round();
      return (await relaying.get(root)).cancelling ?? undefined;
    });
    await world.mine(4);
    const failed = await relaying.until(root, "failed");
    expect(failed.problem?.code).to.equal("chain.stuck");
    expect(await anchorsOf(world, root)).to.equal(0);
    await relaying.close();
  });

  it("takes the call and not the withdrawal when the call was mined after all", async () => {
    const relaying = await start({ bumpAfterMilliseconds: 0, cancelAfterMilliseconds: 0, maxFeePerGas: 3_000_000_000n });
    await world.anvil.rpc("evm_setAutomine", [false]);
    // The withdrawal never reaches the miner: a transfer of nothing is short.
    front.meddle = ({ method, params }) =>
      method === "eth_sendRawTransaction" && String(params[0]).length < 260
        ? { error: { code: -32000, message: "replacement transaction underpriced" } }
        : undefined;
    const root = await relaying.anchor();
    await waitFor("the withdrawal", async () => {
      await relaying.round();
      return (await relaying.get(root)).cancelling ?? undefined;
    });
    await world.mine();
    const mined = await relaying.until(root, "included");
    expect([mined.cancelling, mined.blockedReason]).to.deep.equal([null, null]);
    expect(await anchorsOf(world, root)).to.equal(1);
    await relaying.close();
  });
});
