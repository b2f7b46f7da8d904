import type { RetirementPreview, retirementRequest, RetirementTerms } from "@waybill/protocol/schemas/api/credits";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { retireTypedData, type CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { hashTypedData, type PublicClient } from "viem";
import type { z } from "zod";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { publish } from "../../platform/outbox.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { findCursor, reasonOf, type ChainQueries, type RelayedTransaction } from "../chain/chain.queries.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { CREDITS_PROBLEMS } from "./credits.errors.ts";
import { checkDeadline, checkTerms, nowSeconds, readNonce } from "./retirement-checks.ts";
import { lockRequest, putRequest, setProgress, type RequestState } from "./retirement-requests.store.ts";
import { claimOf, messageOf, sentencesOf, termsOf } from "./retirement-terms.ts";

/** First part of the business keys of retirements. */
export const RETIRE = "retire";
/** For so long a previewed signature counts. */
const DEADLINE_SECONDS = 86_400;

export interface RetiringParts {
  carbonChain: CarbonChain;
  client: Pick<PublicClient, "request">;
  chain: Pick<ChainQueries, "relayCarbon">;
  verifySignature: VerifySignature;
}

export interface RetirementsService {
  /** Says what signing would mean, and what to sign. Changes nothing. @throws {ProblemError} for all that would be refused */
  preview(ctx: Ctx, request: RetirementTerms): Promise<RetirementPreview>;
  /**
   * Sends what a holder signed on its way. The same signature again is the same request.
   *
   * @returns digest of what was signed
   */
  retire(ctx: Ctx, request: z.output<typeof retirementRequest>): Promise<Hex32>;
  /** Follows the transaction, also back when a reorganisation undoes it. */
  onTransaction(ctx: Ctx, transaction: RelayedTransaction): Promise<void>;
}

export function createRetirementsService({ carbonChain, client, chain, verifySignature }: RetiringParts): RetirementsService {
  return {
    async preview(ctx, request) {
      const terms = termsOf(request);
      const standing = await checkTerms(ctx, terms);
      const nonce = await readNonce(client, carbonChain.token, terms.holder);
      // Judged by block time, which is ahead of ours on some chains.
      const blockTime = (await findCursor(ctx))?.indexed.timestamp ?? 0;
      const deadline = Math.max(nowSeconds(ctx), blockTime) + DEADLINE_SECONDS;
      const parties = await partiesByAccount(ctx, [terms.beneficiary]);
      const typedData = retireTypedData(carbonChain, messageOf(terms, { nonce, deadline }));
      return {
        sentences: sentencesOf(terms, standing, parties.get(terms.beneficiary)?.name ?? null),
        heldBefore: standing.held.toString(),
        heldAfter: (standing.held - terms.grams).toString(),
        nonce,
        deadline,
        typedData: plain(typedData) as RetirementPreview["typedData"],
      };
    },

    async retire(ctx, { nonce, deadline, signature, ...request }) {
      const terms = termsOf(request);
      const typedData = retireTypedData(carbonChain, messageOf(terms, { nonce, deadline }));
      const digest = hashTypedData(typedData) as Hex32;
      const known = await lockRequest(ctx, digest);
      if (known && known.state !== "failed") return digest;
      checkDeadline(ctx, deadline);
      await checkTerms(ctx, terms);
      await checkSigned(verifySignature, terms.holder, digest, signature);
      const expected = await readNonce(client, carbonChain.token, terms.holder);
      if (nonce !== expected) throw wrongNonce(nonce, expected);
      const other = await putRequest(ctx, { digest, terms, nonce, deadline, signature });
      if (other) throw new ProblemError(CREDITS_PROBLEMS.underWay, { detail: `Request ${other} is on its way with the same nonce.` });
      const isEnqueued = await chain.relayCarbon(ctx, {
        businessKey: `${RETIRE}:${digest}`,
        functionName: "retireBySig",
        args: [terms.holder, BigInt(terms.batch), terms.grams, claimOf(terms), terms.note, deadline, signature as `0x${string}`],
      });
      if (!isEnqueued) throw new ProblemError(CREDITS_PROBLEMS.stillOnItsWay);
      publish(ctx, { type: "credits", batch: terms.batch });
      return digest;
    },

    async onTransaction(ctx, transaction) {
      const state = STATES[transaction.state];
      const { transactionHash } = transaction;
      const batch = await setProgress(ctx, transaction.businessKey.slice(RETIRE.length + 1), {
        ...{ state, transactionHash },
        reason: reasonOf(transaction),
      });
      if (batch) publish(ctx, { type: "credits", batch });
    },
  };
}

async function checkSigned(verify: VerifySignature, account: Address, digest: Hex32, signature: string): Promise<void> {
  const check = await verify({ account, digest, signature: signature as `0x${string}` });
  if (check.valid) return;
  throw new ProblemError(CREDITS_PROBLEMS.invalidSignature, {
    detail: `The signature is not that of ${account}: ${check.reason}.`,
    errors: [{ pointer: "/signature", message: check.reason }],
  });
}

function wrongNonce(nonce: number, expected: number): ProblemError {
  const errors = [{ pointer: "/nonce", message: `must be ${expected}` }];
  if (nonce < expected) return new ProblemError(CREDITS_PROBLEMS.signatureSpent, { errors });
  return new ProblemError(CREDITS_PROBLEMS.nonceAhead, { detail: `The next signature needs the nonce ${expected}.`, errors });
}

/** As JSON takes it: whole numbers of the contract as decimal digits, which wallets read. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, member: unknown) => (typeof member === "bigint" ? member.toString() : member)));
}

/** What the state of its transaction makes of a request. An unknown fate is not a failure. */
const STATES: Readonly<Record<RelayedTransaction["state"], RequestState>> = {
  queued: "accepted",
  signed: "accepted",
  sent: "sent",
  unknown: "sent",
  included: "included",
  final: "final",
  failed: "failed",
  // While its block may be undone, it may arrive after all: then it is no failure any more.
  reverted: "failed",
};
