import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { decodeFunctionResult, encodeFunctionData, type PublicClient } from "viem";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { PLATFORM_PROBLEMS } from "../../platform/problems.ts";
import { BATCH_ACCOUNTS, partsOf } from "./accounts.sql.ts";
import { CREDITS_PROBLEMS } from "./credits.errors.ts";
import type { Terms } from "./retirement-terms.ts";

/** The contract's limit of a claim's time, and ours of a deadline. */
const YEAR_SECONDS = 366 * 86_400;

/** @throws {ProblemError} for a deadline that has passed, or is further away than a year. */
export function checkDeadline(ctx: Pick<Ctx, "clock">, deadline: number): void {
  const now = nowSeconds(ctx);
  const pointed = (message: string) => ({ errors: [{ pointer: "/deadline", message }] });
  if (deadline <= now) throw new ProblemError(CREDITS_PROBLEMS.lapsed, pointed("must be in the future"));
  if (deadline > now + YEAR_SECONDS) throw new ProblemError(CREDITS_PROBLEMS.tooLate, pointed("must be within a year"));
}

/** What the holder has of the batch before and after; as far as the read model goes, which may be a block behind. */
export interface Standing {
  held: bigint;
  vintage: number;
}

/**
 * All that the contract would refuse, said before anybody signs or pays.
 *
 * @throws {ProblemError} with the place in the request, and with which retirement a shipment is claimed already
 */
export async function checkTerms(ctx: Pick<Ctx, "tx" | "clock">, terms: Terms): Promise<Standing> {
  const { periodStart, periodEnd, shipment, beneficiary, grams } = terms;
  const invalid = (pointer: string, message: string) => new ProblemError(CREDITS_PROBLEMS.badClaim, { errors: [{ pointer, message }] });
  if (BigInt(beneficiary) === 0n) throw invalid("/beneficiary", "must be an account that somebody has");
  if (periodStart > periodEnd) throw invalid("/periodEnd", "must not be before periodStart");
  if (periodStart > nowSeconds(ctx)) throw invalid("/periodStart", "must not be in the future");
  if (periodEnd > nowSeconds(ctx) + YEAR_SECONDS) throw invalid("/periodEnd", "must not be more than 366 days from now");
  if (shipment !== null && beneficiary !== terms.holder)
    throw invalid("/beneficiary", "must be the holder, for a shipment is claimed by nobody else in its name");
  const standing = await standingOf(ctx, terms);
  const shown = { held: formatGrams(standing.held), backed: formatGrams(standing.backed) };
  if (grams > standing.held)
    throw new ProblemError(CREDITS_PROBLEMS.aboveBalance, {
      detail: `${terms.holder} holds ${shown.held} of this batch.`,
      errors: [{ pointer: "/grams", message: `must be at most ${standing.held}` }],
    });
  if (grams > standing.backed)
    throw new ProblemError(CREDITS_PROBLEMS.notBacked, {
      detail: `Only ${shown.backed} of this batch have a saving behind them.`,
      errors: [{ pointer: "/grams", message: `must be at most ${standing.backed}` }],
    });
  if (shipment !== null) await checkShipment(ctx, shipment, beneficiary);
  return standing;
}

async function standingOf(ctx: Pick<Ctx, "tx">, { batch, holder }: Terms): Promise<Standing & { backed: bigint }> {
  const [row] = await selectRows<{ held: string; backed: string; vintage: number }>(
    ctx,
    `SELECT b.vintage, greatest(a.held - a.deficit, 0) AS backed, (
       SELECT coalesce(sum(grams), 0) FROM (${partsOf("(m.from_account = $2 OR m.to_account = $2)")}) AS parts
       WHERE account = $2 AND batch = b.batch) AS held
     FROM credit_batches b ${BATCH_ACCOUNTS} WHERE b.batch = $1`,
    [batch, holder],
  );
  if (!row) throw new ProblemError(CREDITS_PROBLEMS.batchUnknown, { errors: [{ pointer: "/batch", message: "was never issued" }] });
  return { held: BigInt(row.held), backed: BigInt(row.backed), vintage: row.vintage };
}

async function checkShipment(ctx: Pick<Ctx, "tx">, shipment: Hex32, beneficiary: Address): Promise<void> {
  const [claimed] = await selectRows<{ retirement: Hex32 }>(
    ctx,
    "SELECT retirement FROM credit_retirements WHERE shipment = $1 AND beneficiary = $2 ORDER BY block_number, log_index LIMIT 1",
    [shipment, beneficiary],
  );
  if (!claimed) return;
  throw new ProblemError(CREDITS_PROBLEMS.shipmentClaimed, {
    detail: `Retirement ${claimed.retirement} made good this shipment in this name.`,
    errors: [{ pointer: "/shipment", message: `is claimed by ${claimed.retirement}` }],
  });
}

/** The nonce that a holder's next signature needs, from the contract itself. @throws {ProblemError} 503 while the node is away */
export async function readNonce(client: Pick<PublicClient, "request">, token: Address, holder: Address): Promise<number> {
  const call = { abi: carbonTokenAbi, functionName: "nonceOf" } as const;
  try {
    const data = encodeFunctionData({ ...call, args: [holder] });
    const answer = await client.request({ method: "eth_call", params: [{ to: token, data }, "latest"] });
    return Number(decodeFunctionResult({ ...call, data: answer }));
  } catch (cause) {
    const detail = "Which signatures were used stands on chain, and the node is away.";
    throw new ProblemError(PLATFORM_PROBLEMS.unavailable, { detail, headers: { "Retry-After": "5" }, cause });
  }
}

export function nowSeconds({ clock }: Pick<Ctx, "clock">): number {
  return Math.floor(clock.now().getTime() / 1_000);
}
