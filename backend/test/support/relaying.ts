import { createChainSeam } from "../../src/modules/chain/create-chain.ts";
import { listAttempts, type Attempt } from "../../src/modules/chain/relayer/attempts.store.ts";
import type { TransactionListeners } from "../../src/modules/chain/relayer/changes.ts";
import { tryLead } from "../../src/modules/chain/relayer/leadership.ts";
import { createRelayNode } from "../../src/modules/chain/relayer/node.ts";
import { relayOnce } from "../../src/modules/chain/relayer/relayer.ts";
import { DEFAULT_POLICY, type LedSending, type RelayerPolicy } from "../../src/modules/chain/relayer/sending.ts";
import type { SenderRole } from "../../src/modules/chain/relayer/relay.ts";
import { findByKeys, type RelayedTransaction } from "../../src/modules/chain/relayer/transactions.store.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { catchUp, syncOf } from "./chain-checks.ts";
import { createApp, word, type ChainWorld } from "./chain-world.ts";
import { waitFor } from "./wait-for.ts";

export interface RelayingOptions {
  policy?: Partial<RelayerPolicy>;
  env?: Record<string, string>;
  listeners?: TransactionListeners;
  databaseUrl?: string;
}

let roots = 1_000_000;

/** A relayer that only moves when told to, on a database of its own. */
export async function startRelaying(world: ChainWorld, { policy = {}, env = {}, listeners = {}, databaseUrl }: RelayingOptions = {}) {
  const part = await createApp(world, { env, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  const { app, client } = part;
  const { relay, signers } = createChainSeam(app);
  const lead = (role: SenderRole) => waitFor("the leader's place", async () => (await tryLead(app, signers[role].address)) ?? undefined);
  const leadership = await lead("relayer");
  const sending: LedSending = {
    app,
    chainId: 31337,
    node: createRelayNode(client, app.config.chain.deployment),
    signer: signers.relayer,
    policy: { ...DEFAULT_POLICY, ...policy },
    listeners,
    leadership,
  };
  const tx = { tx: app.db.dataSource.manager };
  const find = async (key: string): Promise<RelayedTransaction> => {
    const [transaction] = await findByKeys(tx, [key]);
    if (!transaction) throw new Error(`there is no transaction ${key}`);
    return transaction;
  };
  return {
    ...part,
    relay,
    signers,
    sending,
    find,
    /** Enqueues an anchor with a root of its own; its business key is `anchor:<root>`. */
    async anchor(root = word(++roots)): Promise<string> {
      await inTransaction(app, (ctx) => relay.call(ctx, { businessKey: `anchor:${root}`, functionName: "anchor", args: [root] }));
      return root;
    },
    get: (root: string) => find(`anchor:${root}`),
    attempts: async ({ id }: RelayedTransaction): Promise<Attempt[]> => (await listAttempts(tx, [id])).get(id) ?? [],
    round: () => relayOnce(sending),
    /** Lets the read model see the chain's finality. */
    async finalise() {
      const sync = await syncOf(app);
      await catchUp(sync);
      await sync.close();
    },
    /** Rounds until a transaction is in a state. */
    until: (root: string, state: RelayedTransaction["state"]) =>
      waitFor(`${state}`, async () => {
        const before = await find(`anchor:${root}`);
        if (before.state === state) return before;
        await relayOnce(sending);
        return undefined;
      }),
    async close() {
      await sending.leadership.release();
      await part.close();
    },
  };
}
