import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { createRelayNode } from "../../src/modules/chain/relayer/node.ts";
import { privateKeySigner } from "../../src/modules/chain/relayer/signer.ts";
import { createChainClient } from "../../src/platform/rpc.ts";
import { KEYS, type ChainWorld } from "./chain-world.ts";
import type { Meddle } from "./rpc-front.ts";
import type { Seeded } from "./seeded.ts";
import { Secret } from "../../src/config/secret.ts";

/** How often each trouble came. */
export type Troubles = Record<string, number>;

/** A node that does not always do what it says, nor say what it did, when bytes are handed to it. */
export function unreliableNode(random: Seeded, troubles: Troubles): Meddle {
  return async ({ method }, forward) => {
    if (method !== "eth_sendRawTransaction") return undefined;
    const chance = random.next();
    const note = (what: string) => (troubles[what] = (troubles[what] ?? 0) + 1);
    if (chance < 0.03) {
      note("accepted but answered with an error");
      await forward();
      return { error: { code: -32603, message: "Internal error" } };
    }
    if (chance < 0.06) {
      note("said to be accepted and dropped");
      return { result: `0x${"00".repeat(32)}` };
    }
    if (chance < 0.08) {
      note("refused for now");
      return { error: { code: -32005, message: "rate limit exceeded" } };
    }
    if (chance < 0.085) {
      note("accepted, and the connection broke");
      await forward();
      return "hang-up";
    }
    return undefined;
  };
}

/** What happens to the chain and to our key from one block to the next. */
export function createChainTroubles(world: ChainWorld, random: Seeded, troubles: Troubles): () => Promise<void> {
  const signer = privateKeySigner(KEYS.relayer);
  const client = createChainClient({ chain: { id: 31337, rpcUrl: Secret.of(world.anvil.url) } as never });
  const node = createRelayNode(client, world.deployment as never);
  const note = (what: string) => (troubles[what] = (troubles[what] ?? 0) + 1);

  /** A transfer of nothing by somebody else who has our key. */
  const foreign = async (nonce: number, maxFeePerGas: bigint): Promise<void> => {
    const fees = { maxFeePerGas, maxPriorityFeePerGas: maxFeePerGas };
    const { raw } = await signer.sign({ chainId: 31337, nonce, to: signer.address, data: "0x", gas: 21_000n, ...fees });
    await node.send([raw]);
  };
  const pending = async (): Promise<{ hash: Hex32; nonce: string }[]> => {
    const content = (await world.anvil.rpc("txpool_content", [])) as {
      pending: Record<string, Record<string, { hash: Hex32; nonce: string }>>;
    };
    return Object.values(content.pending).flatMap((byNonce) => Object.values(byNonce));
  };
  return async () => {
    const chance = random.next();
    if (chance < 0.04) {
      // Not deeper than this chain's finality, which is two blocks: what is final stays.
      note("reorg");
      return void (await world.reorg(1 + random.below(2)));
    }
    if (chance < 0.12) {
      const waiting = await pending();
      if (waiting.length > 0) {
        note("dropped from the pool");
        return void (await world.anvil.rpc("anvil_dropTransaction", [random.pick(waiting).hash]));
      }
    }
    if (chance < 0.135) {
      note("key used elsewhere");
      return foreign(await node.nonce(signer.address, "pending"), 3_000_000_000n);
    }
    if (chance < 0.15) {
      const waiting = await pending();
      if (waiting.length > 0) {
        note("replaced by somebody else");
        return foreign(Number(random.pick(waiting).nonce), 900_000_000_000n);
      }
    }
    await world.mine();
  };
}
