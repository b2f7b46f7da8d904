import { bufferGrams, projectOf, REGISTRY } from "@waybill/protocol/claims/issuance-terms";
import { claimedTransports, transportKeys } from "@waybill/protocol/claims/claimed-transports";
import { METHODOLOGY, METHODOLOGY_HASH } from "@waybill/protocol/claims/methodology";
import type { ClaimAct, ClaimState } from "@waybill/protocol/claims/transitions";
import type { CreditAccounts } from "@waybill/protocol/schemas/api/credits";
import type { ClaimStep, ClaimSummary, ClaimView } from "@waybill/protocol/schemas/api/claims";
import type { Party } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { type CarbonChain, issueTypedData } from "@waybill/protocol/typed-data/carbon";
import { hashTypedData } from "viem";
import { selectRows } from "../../../platform/context.ts";
import { partiesByAccount } from "../../identity/identity.queries.ts";
import { accountsOfBatches } from "../../credits/credits.queries.ts";
import { findFootprint } from "../footprints.store.ts";
import { findOtherClaims } from "./collisions.ts";
import { CLAIM_COLUMNS, claimOf, type Claim, type ClaimRow } from "./claim-rows.ts";
import { findClaim, type Reading } from "./claims.store.ts";
import type { EvidenceDocuments } from "./evidence.ts";

export interface ClaimFilter {
  state?: ClaimState | undefined;
  /** Claimant or receiver. */
  organisation?: Address | undefined;
  verifier?: Address | undefined;
  /** Sequence that ended the page before. */
  after: number | null;
  limit: number;
}

/** Newest first. */
export async function listClaims(ctx: Reading, filter: ClaimFilter): Promise<{ items: ClaimSummary[]; next: string | null }> {
  const { state = null, organisation = null, verifier = null, after, limit } = filter;
  const rows = await selectRows<ClaimRow>(
    ctx,
    `SELECT ${CLAIM_COLUMNS} FROM claims c
     WHERE ($1::text IS NULL OR c.state = $1) AND ($2::text IS NULL OR c.claimant = $2 OR c.receiver = $2)
       AND ($3::text IS NULL OR c.verifier = $3) AND ($4::bigint IS NULL OR c.sequence < $4) ORDER BY c.sequence DESC LIMIT $5`,
    [state, organisation, verifier, after, limit + 1],
  );
  const shown = rows.slice(0, limit).map(claimOf);
  const [parties, accounts] = [await partiesOfClaims(ctx, shown), await accountsOfIssued(ctx, shown)];
  return {
    items: shown.map((claim) => summaryOf(claim, parties, accounts)),
    next: rows.length > limit ? (shown.at(-1)?.sequence ?? null) : null,
  };
}

/** One claim with footprints, documents and history. */
export async function findClaimView(
  ctx: Reading,
  { carbonChain, documents }: { carbonChain: CarbonChain; documents: EvidenceDocuments },
  id: string,
): Promise<ClaimView | undefined> {
  const claim = await findClaim(ctx, id);
  if (claim === undefined) return undefined;
  const { terms, changes, verification, issuance, baselineGrams, actualGrams } = claim;
  const kept = await findFootprint(ctx, terms.saving.actual);
  if (kept === undefined) throw new Error("a footprint that is claimed on is never removed");
  const steps = await stepsOf(ctx, id);
  const accounts = [...steps.flatMap(({ account }) => account ?? []), ...[issuance?.issuer ?? []].flat()];
  const parties = await partiesOfClaims(ctx, [claim], accounts);
  const transports = claimedTransports(kept.footprint, changes);
  const { collisions, resemblances } = await findOtherClaims(ctx, id, kept.footprint, transports);
  const evidence = await documents.documentsByCid(ctx, claim.claimant, claim.documents);
  return {
    ...summaryOf(claim, parties, await accountsOfIssued(ctx, [claim])),
    version: claim.version,
    bufferGrams: String(bufferGrams(terms.lastSerial, terms.bufferShare)),
    saving: { baselineGrams: String(baselineGrams), actualGrams: String(actualGrams), savedGrams: String(terms.lastSerial) },
    changes,
    transports: transports.map((transport) => transport.id),
    collisions,
    resemblances: resemblances.map(({ element, claim: other, transport: { subject, from, to, departedAt, arrivedAt } }) => ({
      ...{ element, claim: other, subject, from, to, departedAt, arrivedAt },
    })),
    baseline: { hash: terms.saving.baseline, footprint: claim.baseline },
    actual: { hash: kept.hash, footprint: kept.footprint, followedBy: kept.followedBy },
    methodology: { ...METHODOLOGY, hash: METHODOLOGY_HASH },
    documents: claim.documents.flatMap((cid) => evidence.get(cid) ?? []),
    registry: REGISTRY,
    project: projectOf(transports.flatMap(transportKeys)),
    terms: { ...terms, firstSerial: String(terms.firstSerial), lastSerial: String(terms.lastSerial) },
    batch: String(claim.batchId),
    verification: verification && {
      ...verification,
      digest: hashTypedData(issueTypedData(carbonChain, { ...terms, deadline: verification.deadline })) as Hex32,
    },
    issuance: issuance && { ...issuance, issuer: issuance.issuer && partyOf(parties, issuance.issuer) },
    history: steps.map((step) => historyOf(step, parties)),
  };
}

interface StepRow {
  version: number;
  act: ClaimAct | null;
  from_state: ClaimState | null;
  to_state: ClaimState;
  account: Address | null;
  reason: string | null;
  signature: string | null;
  deadline: string | null;
  at: Date;
}

function stepsOf(ctx: Reading, claim: string): Promise<StepRow[]> {
  return selectRows(ctx, "SELECT * FROM claim_steps WHERE claim = $1 ORDER BY version", [claim]);
}

function historyOf({ from_state, to_state, account, deadline, at, ...step }: StepRow, parties: ReadonlyMap<Address, Party>): ClaimStep {
  const { version, act, reason, signature } = step;
  return {
    ...{ version, act, from: from_state, to: to_state, reason, signature, at: at.toISOString() },
    by: account === null ? null : partyOf(parties, account),
    deadline: deadline === null ? null : Number(deadline),
  };
}

function partiesOfClaims(ctx: Reading, claims: readonly Claim[], more: readonly Address[] = []): Promise<Map<Address, Party>> {
  return partiesByAccount(ctx, [...claims.flatMap(({ claimant, verifier, terms }) => [claimant, verifier, terms.to]), ...more]);
}

function partyOf(parties: ReadonlyMap<Address, Party>, account: Address): Party {
  return parties.get(account) ?? { account, name: null, gln: null, country: null };
}

/** How the grams of issued claims stand. */
function accountsOfIssued(ctx: Reading, claims: readonly Claim[]): Promise<Map<bigint, CreditAccounts>> {
  return accountsOfBatches(
    ctx,
    claims.flatMap(({ state, batchId }) => (state === "issued" ? [batchId] : [])),
  );
}

function summaryOf(
  { id, state, claimant, verifier, subject, terms, batchId, createdAt }: Claim,
  parties: ReadonlyMap<Address, Party>,
  accounts: ReadonlyMap<bigint, CreditAccounts>,
): ClaimSummary {
  return {
    ...{ id, state, subject, grams: String(terms.lastSerial), vintage: terms.vintage, createdAt: createdAt.toISOString() },
    accounts: (state === "issued" && accounts.get(batchId)) || null,
    claimant: partyOf(parties, claimant),
    receiver: partyOf(parties, terms.to),
    verifier: partyOf(parties, verifier),
  };
}
