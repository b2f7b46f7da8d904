import type { TransportChainElement } from "@waybill/protocol/footprint/transport-chain";
import { claimedTransports, partiesOf } from "@waybill/protocol/claims/claimed-transports";
import { type ClaimAct, nextClaimState } from "@waybill/protocol/claims/transitions";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { hashTypedData } from "viem";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { VerifySignature } from "../../../platform/signatures.ts";
import { findFootprint } from "../footprints.store.ts";
import type { ContractState } from "./contract-state.ts";
import type { Claim } from "./claim-rows.ts";
import { CLAIMS_PROBLEMS } from "./claims.errors.ts";
import { type Collision, findOtherClaims, lockGoods } from "./collisions.ts";
import { checkEvidence, type EvidenceDocuments } from "./evidence.ts";

type TypedData = Parameters<typeof hashTypedData>[0];

const YEAR_SECONDS = 366 * 86_400;

/** @throws {ProblemError} for a deadline that has passed, or is further away than a year. */
export function checkDeadline({ clock }: Pick<Ctx, "clock">, deadline: number): void {
  const now = Math.floor(clock.now().getTime() / 1_000);
  const pointed = (message: string) => ({ errors: [{ pointer: "/deadline", message }] });
  if (deadline <= now) throw new ProblemError(CLAIMS_PROBLEMS.lapsed, pointed("must be in the future"));
  if (deadline > now + YEAR_SECONDS) throw new ProblemError(CLAIMS_PROBLEMS.tooLate, pointed("must be within a year"));
}

/** @throws {ProblemError} unless the account signed exactly this. */
export async function checkSigned(verify: VerifySignature, account: Address, typedData: unknown, signature: string): Promise<void> {
  const digest = hashTypedData(typedData as TypedData) as Hex32;
  const check = await verify({ account, digest, signature: signature as `0x${string}` });
  if (check.valid) return;
  throw new ProblemError(CLAIMS_PROBLEMS.invalidSignature, {
    detail: `The signature is not that of ${account}: ${check.reason}.`,
    errors: [{ pointer: "/signature", message: check.reason }],
  });
}

/** @throws {ProblemError} unless the verifier stands apart from claimant, receiver and transports, and has the role, and cannot issue. */
export async function checkVerifier(
  contracts: ContractState,
  verifier: Address,
  { claimant, receiver, transports }: { claimant: Address; receiver: Address; transports: readonly TransportChainElement[] },
): Promise<void> {
  const why = (message: string) => ({ detail: `${verifier} ${message}.`, errors: [{ pointer: "/verifier", message }] });
  if (verifier === claimant) throw new ProblemError(CLAIMS_PROBLEMS.verifierNotIndependent, why("is the claimant"));
  if (verifier === receiver) throw new ProblemError(CLAIMS_PROBLEMS.verifierNotIndependent, why("receives the grams"));
  if (transports.some((transport) => partiesOf(transport).includes(verifier)))
    throw new ProblemError(CLAIMS_PROBLEMS.verifierNotIndependent, why("has a part in a claimed transport"));
  if (!(await contracts.isVerifier(verifier))) throw new ProblemError(CLAIMS_PROBLEMS.notVerifier, why("is no verifier"));
  if (await contracts.isIssuer(verifier)) throw new ProblemError(CLAIMS_PROBLEMS.verifierNotIndependent, why("may issue"));
}

/** The footprint of what happened, while nothing has taken its place. @throws {ProblemError} */
export async function currentFootprint(ctx: Pick<Ctx, "tx">, hash: Hex32) {
  const row = await findFootprint(ctx, hash);
  if (row === undefined) return undefined;
  if (row.followedBy !== null)
    throw new ProblemError(CLAIMS_PROBLEMS.superseded, { detail: `Footprint ${row.followedBy} took the place of ${hash}.` });
  return row.footprint;
}

/**
 * All that a claim stands on is still as it was when it was written down, and no other claim has its transports. Answers the claimed transports.
 *
 * @throws {ProblemError}
 */
export async function checkStanding(
  ctx: Pick<Ctx, "tx">,
  { contracts, documents }: { contracts: ContractState; documents: EvidenceDocuments },
  { id, claimant, verifier, terms, changes, documents: cids }: Claim,
): Promise<TransportChainElement[]> {
  const actual = await currentFootprint(ctx, terms.saving.actual);
  const transports = actual === undefined ? [] : claimedTransports(actual, changes);
  await checkVerifier(contracts, verifier, { claimant, receiver: terms.to, transports });
  await checkEvidence(ctx, documents, claimant, cids);
  await lockGoods(ctx, transports);
  const [taken] = actual === undefined ? [] : (await findOtherClaims(ctx, id, actual, transports)).collisions;
  if (taken !== undefined) throw alreadyClaimed(taken);
  return transports;
}

export function alreadyClaimed({ element, claim }: Collision): ProblemError {
  return new ProblemError(CLAIMS_PROBLEMS.alreadyClaimed, { detail: `Transport ${element} is claimed by /api/carbon/claims/${claim}.` });
}

/** Said before signatures are checked: what cannot happen needs none. @throws {ProblemError} */
export function checkAct({ state }: Claim, act: ClaimAct): void {
  if (nextClaimState(state, act) === undefined) throw new ProblemError(CLAIMS_PROBLEMS.notNow, { detail: `The claim is ${state}.` });
}
