import { inFencedTransaction, setNextNonce } from "./leadership.ts";
import { freshFees } from "./fees.ts";
import type { LedSending } from "./sending.ts";
import { insertAttempt, insertTransaction, findByKeys, patchTransaction, type RelayedTransaction } from "./transactions.store.ts";

/** Gas of a plain transfer. */
const NOOP_GAS = 21_000n;

/**
 * Fills the lowest nonce that the chain waits for and that no stored transaction has, with a transfer of nothing to ourselves: without it
 * everything above would wait for ever. Happens after the chain was rewound below our first nonce. One at a time; the next round goes on.
 */
export async function fillGap(sending: LedSending, unsettled: readonly RelayedTransaction[], minedNonces: number): Promise<boolean> {
  const waiting = unsettled.filter(({ state }) => state === "signed" || state === "sent");
  const lowest = Math.min(...waiting.map(({ nonce }) => nonce ?? Infinity));
  if (!Number.isFinite(lowest) || lowest <= minedNonces) return false;
  const { app, signer, node, policy, leadership, chainId } = sending;
  const fees = freshFees({ ...(await node.fees()), cap: policy.maxFeePerGas });
  const businessKey = `noop:${signer.address}:${minedNonces}`;
  const form = await signer.sign({ chainId, nonce: minedNonces, to: signer.address, data: "0x", gas: NOOP_GAS, ...fees });
  await inFencedTransaction(app, signer.address, leadership, async (ctx, nextNonce) => {
    await insertTransaction(ctx, { businessKey, sender: signer.address, target: signer.address, data: "0x" });
    const [noop] = await findByKeys(ctx, [businessKey]);
    if (noop?.state !== "queued") return;
    await insertAttempt(ctx, { id: noop.id, nonce: minedNonces, signed: form, fees });
    await patchTransaction(ctx, noop, { state: "signed", nonce: minedNonces, gas_limit: NOOP_GAS, transaction_hash: form.hash });
    await setNextNonce(ctx, signer.address, Math.max(nextNonce, minedNonces + 1));
  });
  app.log.warn({ sender: signer.address, nonce: minedNonces }, "filled a gap in the nonces by a transfer of nothing");
  return true;
}
