import { keysOf } from "@waybill/protocol/claims/claimed-transports";
import type { endClaimRequest, submitClaimRequest, verifyClaimRequest } from "@waybill/protocol/schemas/api/claims";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { endClaimTypedData, submitClaimTypedData } from "@waybill/protocol/typed-data/claim-acts";
import { type CarbonChain, issueTypedData, savingHashOf } from "@waybill/protocol/typed-data/carbon";
import type { z } from "zod";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { VerifySignature } from "../../../platform/signatures.ts";
import type { ChainQueries } from "../../chain/chain.queries.ts";
import type { ContractState } from "./contract-state.ts";
import { CLAIMS_PROBLEMS } from "./claims.errors.ts";
import { alreadyClaimed, checkAct, checkDeadline, checkSigned, checkStanding } from "./claims.checks.ts";
import { isRepetition, lockClaim, moveClaim, setVerification, takeTransports } from "./claims.store.ts";
import type { EvidenceDocuments } from "./evidence.ts";

export interface ClaimParts {
  chain: Pick<ChainQueries, "relayCarbon">;
  carbonChain: CarbonChain;
  contracts: ContractState;
  documents: EvidenceDocuments;
  verifySignature: VerifySignature;
}

export interface ClaimsService {
  /** The claimant signs its draft, which takes the transports, and its verifier is asked. The same signature again changes nothing; so with every act. */
  submit(ctx: Ctx, id: string, request: z.output<typeof submitClaimRequest>): Promise<void>;
  /** The verifier signs the terms that the contract issues. Once more renews it with another deadline. */
  verify(ctx: Ctx, id: string, request: z.output<typeof verifyClaimRequest>): Promise<void>;
  /** The verifier rejects, or the claimant withdraws, before an issuance is ordered. The transports are free again. */
  end(ctx: Ctx, id: string, act: "reject" | "withdraw", request: z.output<typeof endClaimRequest>): Promise<void>;
}

export function createClaimsService(parts: ClaimParts): ClaimsService {
  const { carbonChain, contracts, verifySignature } = parts;
  return {
    async submit(ctx, id, { deadline, signature }) {
      const claim = await lockClaim(ctx, id);
      if (await isRepetition(ctx, claim, "submit", signature)) return;
      checkAct(claim, "submit");
      checkDeadline(ctx, deadline);
      const transports = await checkStanding(ctx, parts, claim);
      const { claimant, verifier, terms } = claim;
      const message = {
        claim: id,
        claimant,
        receiver: terms.to,
        verifier,
        grams: terms.lastSerial,
        savingHash: savingHashOf(terms.saving),
        deadline,
      };
      await checkSigned(verifySignature, claimant, submitClaimTypedData(carbonChain, message), signature);
      const taken = await takeTransports(ctx, id, keysOf(transports));
      if (taken !== undefined) throw alreadyClaimed(taken);
      await moveClaim(ctx, claim, "submit", { by: claimant, signature, deadline });
    },

    async verify(ctx, id, { deadline, signature }) {
      const claim = await lockClaim(ctx, id);
      if (await isRepetition(ctx, claim, "verify", signature)) return;
      checkAct(claim, "verify");
      checkDeadline(ctx, deadline);
      await checkStanding(ctx, parts, claim);
      await checkSigned(verifySignature, claim.verifier, issueTypedData(carbonChain, { ...claim.terms, deadline }), signature);
      await setVerification(ctx, id, { deadline, signature });
      await moveClaim(ctx, claim, "verify", { by: claim.verifier, signature, deadline });
    },

    async end(ctx, id, act, { reason, deadline, signature }) {
      const claim = await lockClaim(ctx, id);
      if (await isRepetition(ctx, claim, act, signature)) return;
      checkAct(claim, act);
      checkDeadline(ctx, deadline);
      const account: Address = act === "reject" ? claim.verifier : claim.claimant;
      await checkSigned(verifySignature, account, endClaimTypedData(carbonChain, { claim: id, account, reason, deadline }), signature);
      // The verifier's signature is public: an issuer may have sent it from its own wallet. Then the transports are not free.
      // Of a claim that was never verified the batch can only be another's, of the same transports.
      if (claim.state === "verified" && (await contracts.isIssued(claim.batchId))) throw new ProblemError(CLAIMS_PROBLEMS.issuedAlready);
      await moveClaim(ctx, claim, act, { by: account, reason, signature, deadline });
    },
  };
}
