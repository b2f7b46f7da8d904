import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows } from "../../../platform/context.ts";
import { insertAttempts } from "./attempts.store.ts";
import { applyChanges, changed } from "./changes.ts";
import { freshFees } from "./fees.ts";
import { inFencedTransaction } from "./leadership.ts";
import { noopGas } from "./replace.ts";
import { readSender, setNextNonce } from "./senders.store.ts";
import type { Round } from "./sending.ts";
import { findByKeys, insertTransaction, type RelayedTransaction } from "./transactions.store.ts";

/** Gaps of a round; whatever is left waits for the next one. */
const GAPS_PER_ROUND = 16;

export interface Gaps {
  hasGap: boolean;
  filled: number;
  blockedReason: string | null;
}

/**
 * Fills nonces that the chain waits for and that nothing has, by transfers of nothing to ourselves: without them everything above would wait for
 * ever. They appear when a transaction of somebody else with our key was dropped, or the chain was rewound below our first nonce. A gap has to be
 * seen twice, some seconds apart, since a node may only be behind.
 */
export async function fillGaps(round: Round, unmined: readonly RelayedTransaction[]): Promise<Gaps> {
  const { app, signer, account, policy } = round;
  const highest = Math.max(...unmined.filter(({ state }) => state !== "unknown").map(({ nonce }) => nonce ?? -1), -1);
  const missing = await missingNonces(round, account.minedNonces, highest);
  const [lowest] = missing;
  if (lowest === undefined) return { hasGap: false, filled: 0, blockedReason: null };
  if (account.pendingNonces > lowest)
    return {
      hasGap: false,
      filled: 0,
      blockedReason: `Nonce ${lowest} waits in a transaction that is none of ours: the key is used elsewhere.`,
    };
  const blockedReason = `Nonce ${lowest} is missing; it will be filled.`;
  const { gapSince } = await readSender({ tx: app.db.dataSource.manager }, signer.address);
  if (gapSince === null || app.clock.now().getTime() - gapSince.getTime() < policy.gapAfterMilliseconds)
    return { hasGap: true, filled: 0, blockedReason };
  const filled = await fill(round, missing.slice(0, GAPS_PER_ROUND));
  return { hasGap: missing.length > filled, filled, blockedReason };
}

async function missingNonces({ app, signer }: Round, from: number, below: number): Promise<number[]> {
  if (below <= from) return [];
  const rows = await selectRows<{ nonce: string }>(
    { tx: app.db.dataSource.manager },
    `SELECT g.nonce FROM generate_series($2::bigint, $3::bigint - 1) AS g(nonce)
     WHERE NOT EXISTS (SELECT FROM transactions t WHERE t.sender = $1 AND t.nonce = g.nonce) ORDER BY 1`,
    [signer.address, from, below],
  );
  return rows.map(({ nonce }) => Number(nonce));
}

async function fill(round: Round, nonces: readonly number[]): Promise<number> {
  const { app, signer, policy, leadership, chainId, account, listeners } = round;
  const gas = await noopGas(round);
  const fees = freshFees({ ...account, cap: policy.maxFeePerGas });
  const forms = await Promise.all(
    nonces.map(async (nonce) => ({ nonce, signed: await signer.sign({ chainId, nonce, to: signer.address, data: "0x", gas, ...fees }) })),
  );
  const filled = await inFencedTransaction(app, signer.address, leadership, async (ctx, nextNonce) => {
    let count = 0;
    for (const { nonce, signed } of forms) {
      const businessKey = noopKey(signer.address, nonce);
      await insertTransaction(ctx, { businessKey, role: null, sender: signer.address, target: signer.address, data: "0x" });
      const [noop] = await findByKeys(ctx, [businessKey]);
      if (noop?.state !== "queued") continue;
      await insertAttempts(ctx, [
        { ...signed, ...fees, transactionId: noop.id, sender: signer.address, kind: "call", nonce, createdAt: app.clock.now() },
      ]);
      await applyChanges(ctx, listeners, [changed(noop, "signed", { nonce, gasLimit: gas, transactionHash: signed.hash })]);
      count++;
    }
    await setNextNonce(ctx, signer.address, Math.max(nextNonce, ...nonces.map((nonce) => nonce + 1)));
    return count;
  });
  app.log.warn({ sender: signer.address, nonces, filled }, "filled gaps in the nonces by transfers of nothing");
  return filled;
}

function noopKey(sender: Address, nonce: number): string {
  return `noop:${sender}:${nonce}`;
}
