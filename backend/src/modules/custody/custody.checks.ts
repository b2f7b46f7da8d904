import { contentsRoot } from "@waybill/protocol/hashing/contents";
import { hasValidCheckDigit } from "@waybill/protocol/identifiers/check-digit";
import { subjectOf } from "@waybill/protocol/identifiers/subject";
import type { Act } from "@waybill/protocol/permissions/table";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { hashTypedData } from "viem";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError, type ProblemDefinition } from "../../platform/errors.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import type { ChainQueries } from "../chain/chain.queries.ts";
import { CUSTODY_PROBLEMS } from "./custody.errors.ts";
import type { Contents, Holding, UnitRecord } from "./custody.store.ts";
import { nowSeconds } from "./handovers.store.ts";

type TypedData = Parameters<typeof hashTypedData>[0];

const LOGISTIC_UNIT = "https://id.gs1.org/00/";

/** @throws {ProblemError} unless the subject is the canonical Digital Link of an SSCC whose check digit is right. */
export function checkLogisticUnit(subject: string): void {
  const sscc = subject.slice(LOGISTIC_UNIT.length);
  if (subject.startsWith(LOGISTIC_UNIT) && subjectOf(subject) === subject && hasValidCheckDigit(sscc)) return;
  throw new ProblemError(CUSTODY_PROBLEMS.notALogisticUnit, {
    errors: [{ pointer: "/subject", message: "must be the canonical Digital Link of an SSCC with its check digit" }],
  });
}

/** @throws {ProblemError} unless the items hash to what was signed. */
export function checkContents(docHash: string, { items, salt }: Contents): void {
  const computed = contentsRoot(items, salt as Hex32);
  if (computed === docHash) return;
  throw new ProblemError(CUSTODY_PROBLEMS.unitMismatch, {
    detail: `These contents hash to ${computed}, but ${docHash} was signed.`,
    errors: [{ pointer: "/docHash", message: "must be the contents root of the items" }],
  });
}

/** @throws {ProblemError} unless the party signed exactly this. */
export async function checkSigned(verify: VerifySignature, account: Address, typedData: unknown, signature: string): Promise<void> {
  const digest = hashTypedData(typedData as TypedData) as Hex32;
  const check = await verify({ account, digest, signature: signature as `0x${string}` });
  if (check.valid) return;
  throw new ProblemError(CUSTODY_PROBLEMS.invalidSignature, {
    detail: `The signature is not that of ${account}: ${check.reason}.`,
    errors: [{ pointer: "/signature", message: check.reason }],
  });
}

/** @throws {ProblemError} when nothing could be mined in time any more. */
export function checkDeadline(ctx: Ctx, deadline: number): void {
  if (deadline > nowSeconds(ctx)) return;
  throw new ProblemError(CUSTODY_PROBLEMS.lapsed, { errors: [{ pointer: "/deadline", message: "must be in the future" }] });
}

/** @throws {ProblemError} unless the account is registered, not revoked, and may do this by its roles on chain. */
export async function checkActor(
  ctx: Ctx,
  chain: ChainQueries,
  { account, act, problem }: { account: Address; act: Act; problem: Readonly<ProblemDefinition> },
): Promise<void> {
  if (!(await chain.mayAct(ctx, account, act)))
    throw new ProblemError(problem, { detail: `${account} is not an organisation that is registered for this.` });
}

/** @throws {ProblemError} unless the unit is open on chain and its seq is the one that was signed. */
export function checkHolding(holding: Holding | undefined, record: UnitRecord | undefined, seq: number): Holding {
  if (!holding) throw new ProblemError(...missing(record));
  if (holding.status === "closed") throw new ProblemError(CUSTODY_PROBLEMS.unitClosed);
  if (holding.seq !== seq)
    throw new ProblemError(CUSTODY_PROBLEMS.seqStale, {
      detail: `The unit's seq is ${holding.seq}, not ${seq}.`,
      errors: [{ pointer: "/seq", message: `must be ${holding.seq}` }],
    });
  return holding;
}

/** Why a unit is not on chain, as far as we know. */
export function missing(record: UnitRecord | undefined): [Readonly<ProblemDefinition>, { detail?: string }] {
  if (!record) return [CUSTODY_PROBLEMS.unitUnknown, {}];
  if (record.state === "failed") return [CUSTODY_PROBLEMS.openingFailed, record.reason === null ? {} : { detail: record.reason }];
  return [CUSTODY_PROBLEMS.opening, {}];
}
