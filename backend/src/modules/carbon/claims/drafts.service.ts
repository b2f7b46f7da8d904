import { claimedTransports, keysOf, partiesOf, vintageOf } from "@waybill/protocol/claims/claimed-transports";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { bufferGrams, issuanceTermsOf, MAX_BATCH_GRAMS } from "@waybill/protocol/claims/issuance-terms";
import type { FactorTable } from "@waybill/protocol/footprint/factor-table";
import { factorsOf } from "@waybill/protocol/footprint/factors";
import type { Footprint } from "@waybill/protocol/footprint/footprint";
import { footprintHash } from "@waybill/protocol/footprint/hashes";
import { chainOf } from "@waybill/protocol/footprint/recheck";
import { savingOf } from "@waybill/protocol/footprint/saving";
import type { TransportChain, TransportChainElement } from "@waybill/protocol/footprint/transport-chain";
import { changedChain } from "@waybill/protocol/footprint/what-if";
import type { ClaimRequest } from "@waybill/protocol/schemas/api/claims";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { CARBON_PROBLEMS } from "../carbon.errors.ts";
import { computed } from "../carbon.service.ts";
import { factorTablesNamed } from "../factor-tables.store.ts";
import { checkVerifier, currentFootprint } from "./claims.checks.ts";
import { CLAIMS_PROBLEMS } from "./claims.errors.ts";
import type { ClaimParts } from "./claims.service.ts";
import { checkEvidence } from "./evidence.ts";
import { insertClaim } from "./claims.store.ts";

/**
 * Writes a claim down: computes the baseline and the saving from a kept footprint. It takes no transport yet: that is for who signs. Answers its id.
 *
 * @throws {ProblemError} when nothing was saved, somebody has no part in it, or evidence is missing
 */
export async function draftClaim(
  ctx: Ctx,
  { contracts, documents }: ClaimParts,
  claimant: Address,
  request: ClaimRequest,
): Promise<string> {
  const actualHash = request.actual as Hex32;
  const [verifier, receiver] = [getAddress(request.verifier), getAddress(request.receiver ?? claimant)] as [Address, Address];
  const actual = await currentFootprint(ctx, actualHash);
  if (actual === undefined)
    throw new ProblemError(CARBON_PROBLEMS.unknownFootprint, {
      errors: [{ pointer: "/actual", message: "names no footprint that is kept" }],
    });
  const tables = await factorTablesNamed(ctx, [...actual.tables.map(({ hash }) => hash as Hex32), ...((request.tables ?? []) as Hex32[])]);
  const chains = { actual: chainOf(actual), baseline: baselineOf(actual, request, tables) };
  const baseline = computed(chains.baseline, tables, ctx.clock.now(), CLAIMS_PROBLEMS.badChange);
  const saving = savingBetween(chains, tables, request.bufferShare);
  const transports = claimedTransports(actual, request.changes);
  checkParty(claimant, transports);
  await checkVerifier(contracts, verifier, { claimant, receiver, transports });
  await checkEvidence(ctx, documents, claimant, request.documents);
  const id = newId(ctx.random);
  await insertClaim(ctx, {
    ...{ id, claimant, verifier, baseline, changes: request.changes, subject: actual.subject as Subject },
    ...{ baselineGrams: saving.baselineGrams, actualGrams: saving.actualGrams, documents: [...new Set(request.documents)].sort() },
    terms: issuanceTermsOf({
      ...{ to: receiver, savedGrams: saving.savedGrams, bufferShare: request.bufferShare, actual: actualHash },
      vintage: yearOf(ctx, transports),
      baseline: footprintHash(baseline),
      keys: keysOf(transports).map(({ key }) => key),
      documents: request.documents,
    }),
  });
  return id;
}

function baselineOf(actual: Footprint, { changes }: ClaimRequest, tables: readonly FactorTable[]): TransportChain {
  if (actual.status !== "complete" || actual.massGrams === null) throw new ProblemError(CLAIMS_PROBLEMS.incomplete);
  const twice = changes.findIndex(({ element }, index) => changes.findIndex((other) => other.element === element) !== index);
  if (twice >= 0)
    throw new ProblemError(CLAIMS_PROBLEMS.badChange, { errors: [{ pointer: `/changes/${twice}/element`, message: "is changed twice" }] });
  const changed = changedChain(chainOf(actual), changes, factorsOf(tables), "baseline");
  if (changed.problems !== undefined) throw new ProblemError(CLAIMS_PROBLEMS.badChange, { errors: changed.problems });
  return { ...changed.chain, preceding: null };
}

function savingBetween(chains: { baseline: TransportChain; actual: TransportChain }, tables: readonly FactorTable[], bufferShare: number) {
  const saving = savingOf(chains.baseline, chains.actual, tables);
  const { baselineGrams, actualGrams, savedGrams } = saving;
  if (savedGrams === 0n)
    throw new ProblemError(CLAIMS_PROBLEMS.noSaving, {
      detail: `The baseline emits ${formatGrams(baselineGrams)}, and what happened ${formatGrams(actualGrams)}.`,
    });
  if (bufferGrams(savedGrams, bufferShare) >= savedGrams)
    throw new ProblemError(CLAIMS_PROBLEMS.noSaving, {
      detail: `Withholding ${bufferShare} ten-thousandths of ${formatGrams(savedGrams)} leaves nothing.`,
      errors: [{ pointer: "/bufferShare", message: "must leave something to the receiver" }],
    });
  if (savedGrams > MAX_BATCH_GRAMS)
    throw new ProblemError(CLAIMS_PROBLEMS.badChange, {
      detail: `A batch holds ${formatGrams(MAX_BATCH_GRAMS)} at most, not ${formatGrams(savedGrams)}.`,
    });
  return saving;
}

function checkParty(claimant: Address, transports: readonly TransportChainElement[]): void {
  const other = transports.find((transport) => !partiesOf(transport).includes(claimant));
  if (other !== undefined)
    throw new ProblemError(CLAIMS_PROBLEMS.notAParty, { detail: `${claimant} has no part in transport ${other.id}.` });
}

function yearOf({ clock }: Pick<Ctx, "clock">, transports: readonly TransportChainElement[]): number {
  const year = vintageOf(transports);
  if (year === undefined || year > clock.now().getUTCFullYear()) throw new ProblemError(CLAIMS_PROBLEMS.noTime);
  return year;
}
