import type { AuditAction } from "@waybill/protocol/audit/actions";
import type { IssuanceTerms } from "@waybill/protocol/claims/issuance-terms";
import { type ClaimAct, type ClaimState, nextClaimState } from "@waybill/protocol/claims/transitions";
import type { Footprint } from "@waybill/protocol/footprint/footprint";
import type { TransportChange } from "@waybill/protocol/footprint/what-if";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { batchIdOf } from "@waybill/protocol/typed-data/carbon";
import { record } from "../../../platform/audit.ts";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { publish } from "../../../platform/outbox.ts";
import { CLAIM_COLUMNS, claimOf, type Claim, type ClaimRow } from "./claim-rows.ts";
import { CLAIMS_PROBLEMS } from "./claims.errors.ts";

export type Reading = Pick<Ctx, "tx">;

export interface NewClaim {
  id: string;
  claimant: Address;
  verifier: Address;
  subject: Subject;
  baseline: Footprint;
  changes: readonly TransportChange[];
  baselineGrams: bigint;
  actualGrams: bigint;
  documents: readonly string[];
  terms: IssuanceTerms;
}

export async function insertClaim(ctx: Ctx, claim: NewClaim): Promise<void> {
  const { id, claimant, verifier, subject, baseline, changes, baselineGrams, actualGrams, documents, terms } = claim;
  const { saving } = terms;
  await ctx.tx.query(
    `INSERT INTO claims (id, state, version, claimant, receiver, verifier, subject, actual, baseline, baseline_json, changes, baseline_grams,
       actual_grams, grams, documents, methodology, evidence, project, vintage, buffer_share, batch_id, created_at)
     VALUES ($1, 'draft', 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      ...[id, claimant, terms.to, verifier, subject, saving.actual, saving.baseline, JSON.stringify(baseline), JSON.stringify(changes)],
      ...[String(baselineGrams), String(actualGrams), String(terms.lastSerial), documents, saving.methodology, saving.evidence],
      ...[terms.project, terms.vintage, terms.bufferShare, String(batchIdOf(terms)), ctx.clock.now()],
    ],
  );
  await insertStep(ctx, id, { version: 1, act: null, from: null, to: "draft", by: claimant });
  publish(ctx, { type: "claim", id, state: "draft" });
}

export async function findClaim(ctx: Reading, id: string): Promise<Claim | undefined> {
  const [row] = await selectRows<ClaimRow>(ctx, `SELECT ${CLAIM_COLUMNS} FROM claims c WHERE c.id = $1`, [id]);
  return row && claimOf(row);
}

/** The claim, locked until the transaction ends. @throws {ProblemError} when there is none */
export async function lockClaim(ctx: Ctx, id: string): Promise<Claim> {
  const [row] = await selectRows<ClaimRow>(ctx, `SELECT ${CLAIM_COLUMNS} FROM claims c WHERE c.id = $1 FOR UPDATE`, [id]);
  if (row === undefined) throw new ProblemError(CLAIMS_PROBLEMS.unknown);
  return claimOf(row);
}

/** What caused a step. */
export interface Cause {
  /** Null for the chain. */
  by: Address | null;
  reason?: string;
  signature?: string;
  deadline?: number;
}

/**
 * Takes a locked claim a step further: state, version, history and message in the caller's transaction.
 *
 * @throws {ProblemError} when that cannot happen in its state
 */
export async function moveClaim(ctx: Ctx, { id, state, version }: Claim, act: ClaimAct, cause: Cause): Promise<void> {
  const to = nextClaimState(state, act);
  if (to === undefined) throw new ProblemError(CLAIMS_PROBLEMS.notNow, { detail: `The claim is ${state}.` });
  await ctx.tx.query("UPDATE claims SET state = $2, version = $3 WHERE id = $1", [id, to, version + 1]);
  await insertStep(ctx, id, { version: version + 1, act, from: state, to, ...cause });
  if (to === "rejected") await ctx.tx.query("DELETE FROM claimed_transports WHERE claim = $1", [id]);
  publish(ctx, { type: "claim", id, state: to });
  // What the chain makes of a claim stands on the chain.
  const action = act in RECORDED ? RECORDED[act as keyof typeof RECORDED] : undefined;
  if (action !== undefined && cause.by !== null) record(ctx, { action, by: cause.by, subject: id });
}

/** What somebody signs. */
const RECORDED = {
  submit: "claim.submitted",
  verify: "claim.verified",
  reject: "claim.rejected",
  withdraw: "claim.withdrawn",
  issue: "claim.ordered",
} as const satisfies Partial<Record<ClaimAct, AuditAction>>;

interface Step extends Cause {
  version: number;
  act: ClaimAct | null;
  from: ClaimState | null;
  to: ClaimState;
}

async function insertStep(ctx: Ctx, claim: string, { version, act, from, to, by, reason, signature, deadline }: Step): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO claim_steps (claim, version, act, from_state, to_state, account, reason, signature, deadline, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [claim, version, act, from, to, by, reason ?? null, signature ?? null, deadline ?? null, ctx.clock.now()],
  );
}

/** Whether the last step of a claim was this very signature: then the request is a repetition. */
export async function isRepetition(ctx: Reading, { id, version }: Claim, act: ClaimAct, signature: string): Promise<boolean> {
  const rows = await selectRows(ctx, "SELECT FROM claim_steps WHERE claim = $1 AND version = $2 AND act = $3 AND signature = $4", [
    ...[id, version, act, signature],
  ]);
  return rows.length > 0;
}

/** Takes transports for a claim; answers the element and the claim of the first that another claim has. */
export async function takeTransports(
  ctx: Ctx,
  claim: string,
  transports: readonly { key: Hex32; element: string }[],
): Promise<{ element: string; claim: string } | undefined> {
  // In one order for everybody, so that two claims wait for each other and never in a circle.
  for (const { key, element } of [...transports].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const taken = await selectRows(
      ctx,
      "INSERT INTO claimed_transports (key, claim, element) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING RETURNING key",
      [key, claim, element],
    );
    if (taken.length === 1) continue;
    const [holder] = await selectRows<{ claim: string }>(ctx, "SELECT claim FROM claimed_transports WHERE key = $1", [key]);
    // Two elements of one claim may share a statement; a holder that is gone meanwhile leaves the request to be repeated.
    if (holder?.claim !== claim) return { element, claim: holder?.claim ?? "" };
  }
  return undefined;
}

export async function setVerification(
  ctx: Ctx,
  id: string,
  { deadline, signature }: { deadline: number; signature: string },
): Promise<void> {
  await ctx.tx.query("UPDATE claims SET verification_deadline = $2, verification_signature = $3 WHERE id = $1", [id, deadline, signature]);
}
