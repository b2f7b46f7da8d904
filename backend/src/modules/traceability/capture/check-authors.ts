import { mayAsActor } from "@waybill/protocol/permissions/may-as-actor";
import { setImmediate as breathe } from "node:timers/promises";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { statementDigestOf, type StatementHashes } from "@waybill/protocol/typed-data/event-statement";
import { bulkDigestOf } from "@waybill/protocol/typed-data/bulk-statement";
import type { SignatureCheck } from "@waybill/protocol/verify/account-signature";
import { ProblemError } from "../../../platform/errors.ts";
import type { VerifySignature } from "../../../platform/signatures.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { CapturedEvent, PreparedStatement } from "./captured-event.ts";
import type { EventProblems } from "./check-events.ts";

const OUT_OF_PLACE: SignatureCheck = { valid: false, reason: "its place among the events signed together contradicts itself" };

/** Recovering a key takes a millisecond or two; other requests get their turn in between. */
const SIGNATURES_PER_TURN = 8;

/** The problem of each statement whose signature is not its account's own over exactly this event, salt and contract. */
export async function checkSignatures(
  prepared: readonly { captured: CapturedEvent; hashes: StatementHashes }[],
  { chain, verifySignature }: { chain: SigningChain; verifySignature: VerifySignature },
): Promise<EventProblems> {
  const problems: EventProblems = new Map();
  // One signature may stand for all events of a document: it is checked once.
  const checks = new Map<string, Promise<SignatureCheck>>();
  for (const [position, { captured, hashes }] of prepared.entries()) {
    if (captured.author.kind !== "signed") continue;
    if (position % SIGNATURES_PER_TURN === SIGNATURES_PER_TURN - 1) await breathe();
    const { account, signature, bulk } = captured.author;
    const digest = bulk === null ? statementDigestOf(chain, hashes) : bulkDigestOf(chain, hashes, bulk);
    const key = `${account} ${digest} ${signature}`;
    const checking =
      checks.get(key) ?? (digest === undefined ? Promise.resolve(OUT_OF_PLACE) : verifySignature({ account, digest, signature }));
    checks.set(key, checking);
    const check = await checking;
    if (check.valid) continue;
    problems.set(
      captured.index,
      new ProblemError(TRACEABILITY_PROBLEMS.wrongSignature, {
        detail: `The signature of event ${captured.index + 1} is not usable: ${check.reason}.`,
        errors: [{ pointer: signaturePointer(captured), message: check.reason }],
      }),
    );
  }
  return problems;
}

type Actors = ReadonlyMap<string, { roles: number; revokedAt: Date | null }>;

/** What keeps an account from reporting: it is not registered on chain for supply work, or was revoked. */
export function actorProblem(account: string, actors: Actors): string | null {
  const actor = actors.get(account);
  if (!actor) return "is not registered on chain";
  if (actor.revokedAt) return "has been revoked";
  return mayAsActor(actor.roles, "statements:capture") ? null : "has no role that reports what happens to goods";
}

/** Whether what keeps an account from reporting is a block that was not read yet, perhaps: a revoked one stays so. */
export function mayBeRegisteredYet(account: string, actors: Actors): boolean {
  return actorProblem(account, actors) !== null && !actors.get(account)?.revokedAt;
}

/** The problem of each statement whose account may not report. */
export function checkActors(statements: readonly PreparedStatement[], actors: Actors): EventProblems {
  const problems: EventProblems = new Map();
  for (const { index, pointer, account } of statements) {
    const reason = actorProblem(account, actors);
    if (reason === null) continue;
    const detail = `The account ${account} ${reason}.`;
    problems.set(
      index,
      new ProblemError(TRACEABILITY_PROBLEMS.notAnActor, { detail, errors: [{ pointer, message: `its account ${reason}` }] }),
    );
  }
  return problems;
}

function signaturePointer({ index, pointer }: CapturedEvent): string {
  return pointer === "/event" ? "/signature" : `/signatures/${index}/signature`;
}
