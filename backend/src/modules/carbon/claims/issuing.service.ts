import type { issueClaimRequest } from "@waybill/protocol/schemas/api/claims";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { issueTypedData, savingHashOf } from "@waybill/protocol/typed-data/carbon";
import { orderIssueTypedData } from "@waybill/protocol/typed-data/claim-acts";
import { getAddress, hashTypedData } from "viem";
import type { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { publish } from "../../../platform/outbox.ts";
import { reasonOf, type RelayedTransaction } from "../../chain/chain.queries.ts";
import { checkAct, checkDeadline, checkSigned, checkStanding } from "./claims.checks.ts";
import { CLAIMS_PROBLEMS } from "./claims.errors.ts";
import type { ClaimParts } from "./claims.service.ts";
import { isRepetition, lockClaim, moveClaim } from "./claims.store.ts";
import { noteIssuance, orderIssuance } from "./issuance.store.ts";

/** First part of the business keys of issuances. */
export const ISSUE = "issue";

export interface IssuingService {
  /** An issuer orders what was verified; the transaction is ours to send. */
  issue(ctx: Ctx, id: string, request: z.output<typeof issueClaimRequest>): Promise<void>;
  /** Follows the transaction of an issuance, also back when a reorg undoes it. */
  onIssuance(ctx: Ctx, transaction: RelayedTransaction): Promise<void>;
}

export function createIssuingService(parts: ClaimParts): IssuingService {
  const { chain, carbonChain, contracts, verifySignature } = parts;
  return {
    async issue(ctx, id, { deadline, signature, ...request }) {
      const issuer = getAddress(request.issuer) as Address;
      const claim = await lockClaim(ctx, id);
      if (await isRepetition(ctx, claim, "issue", signature)) return;
      checkAct(claim, "issue");
      if (claim.verification === null) throw new Error("a verified claim has a verification");
      checkDeadline(ctx, deadline);
      if (claim.verification.deadline * 1_000 <= ctx.clock.now().getTime())
        throw new ProblemError(CLAIMS_PROBLEMS.lapsed, { detail: "The verification has lapsed: its verifier has to sign again." });
      await checkStanding(ctx, parts, claim);
      if (!(await contracts.isIssuer(issuer)))
        throw new ProblemError(CLAIMS_PROBLEMS.notIssuer, { errors: [{ pointer: "/issuer", message: "is no issuer" }] });
      const { terms, verifier, verification } = claim;
      const digest = hashTypedData(issueTypedData(carbonChain, { ...terms, deadline: verification.deadline })) as Hex32;
      const order = orderIssueTypedData(carbonChain, { claim: id, issuer, verification: digest, deadline });
      await checkSigned(verifySignature, issuer, order, signature);
      const { saving, ...issuance } = terms;
      const isEnqueued = await chain.relayCarbon(ctx, {
        businessKey: `${ISSUE}:${id}`,
        sender: "registrar",
        functionName: "issue",
        args: [{ ...issuance, savingHash: savingHashOf(saving), deadline: verification.deadline }, verifier, verification.signature],
      });
      if (!isEnqueued) throw new ProblemError(CLAIMS_PROBLEMS.stillOnItsWay);
      await orderIssuance(ctx, id, issuer);
      await moveClaim(ctx, claim, "issue", { by: issuer, signature, deadline });
    },

    async onIssuance(ctx, transaction) {
      const { businessKey, state } = transaction;
      const claim = await lockClaim(ctx, businessKey.slice(ISSUE.length + 1));
      const reason = transaction.problem === null ? transaction.blockedReason : reasonOf(transaction);
      await noteIssuance(ctx, claim.id, transaction, reason);
      const isIn = state === "included" || state === "final";
      if (isIn && claim.state === "issuing") await moveClaim(ctx, claim, "include", { by: null });
      else if (!isIn && claim.state === "issued")
        await moveClaim(ctx, claim, "undo", { by: null, reason: "The block that it was in is gone." });
      // A revert in a block may still be undone; only a transaction that can take no effect any more gives the claim back.
      else if (state === "failed" && claim.state === "issuing")
        await moveClaim(ctx, claim, "fail", { by: null, reason: reason ?? "The transaction can take no effect any more." });
      else publish(ctx, { type: "claim", id: claim.id, state: claim.state });
    },
  };
}
