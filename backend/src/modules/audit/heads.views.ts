import { auditHeadTypedData, type SignedAuditHead } from "@waybill/protocol/audit/signed-head";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { privateKeyToAccount } from "viem/accounts";
import type { Config } from "../../config/config.ts";
import type { Ctx } from "../../platform/context.ts";
import { newestCheckpoint, readHeads } from "./audit.store.ts";

/** Where all streams stand at one moment, signed by the account that anchors. @param ctx of one snapshot */
export async function signedHead(
  ctx: Pick<Ctx, "tx" | "clock">,
  { chain, keys }: Pick<Config, "chain" | "keys">,
): Promise<SignedAuditHead> {
  const newest = await newestCheckpoint(ctx);
  const said = {
    chain: { chainId: chain.id, supplyChain: chain.deployment.supplyChain, fromBlock: chain.deployment.fromBlock },
    at: ctx.clock.now().toISOString(),
    heads: await readHeads(ctx),
    checkpoint: newest ? { number: newest.checkpoint.number, hash: newest.hash } : null,
  };
  const account = privateKeyToAccount(keys.relayer.reveal());
  return { ...said, account: account.address as Address, signature: (await account.signTypedData(auditHeadTypedData(said))) as Hex32 };
}
