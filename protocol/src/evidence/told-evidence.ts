import type { StatementView } from "../schemas/api/traceability.ts";
import { hasExpired } from "./has-expired.ts";
import type { Evidence, SideState } from "./evidence.ts";

/** What a server says about a statement, as far as its evidence goes. */
export type ToldStatement = Pick<
  StatementView,
  | "eventId"
  | "authorship"
  | "author"
  | "authorRevokedAt"
  | "sensors"
  | "certificates"
  | "validUntil"
  | "state"
  | "anchor"
  | "declaresError"
  | "declaredInError"
  | "disputes"
>;

/**
 * The evidence of a statement before anything was checked: what its server says, and nothing more.
 *
 * @param about all statements about the same event, the statement itself among them or not
 * @param now   for dates that the claim itself gives
 */
export function evidenceAsTold(statement: ToldStatement, about: readonly ToldStatement[], now: Date): Evidence {
  const { state, author } = statement;
  const isAnchored = state === "included" || state === "safe" || state === "final";
  const verifiedBy = about
    .filter((other) => other.author.account !== author.account && other.authorship === "signed")
    .filter((other) => other.eventId === statement.eventId && !other.declaresError && !statement.declaresError)
    .filter((other) => !other.declaredInError && !wasRevoked(other))
    .map((other) => other.author.account as string);
  return {
    basis: "told",
    rungs: {
      claimed: "reached",
      evidenced: statement.sensors.length + statement.certificates.length > 0 ? "reached" : "open",
      verified: verifiedBy.length > 0 ? "reached" : "open",
      anchored: isAnchored ? "reached" : "open",
      final: state === "final" ? "reached" : "open",
    },
    sides: [
      ...when(wasRevoked(statement), "revoked"),
      ...when(statement.declaredInError, "corrected"),
      ...when(statement.disputes.length > 0, "disputed"),
      ...when(hasExpired(statement.validUntil, now), "expired"),
    ],
    disputes: statement.disputes,
    verifiedBy: [...new Set(verifiedBy)],
  };
}

/** What was anchored before a revocation stays valid: the order is that of the chain. */
function wasRevoked({ authorRevokedAt, anchor }: ToldStatement): boolean {
  if (authorRevokedAt === null) return false;
  return anchor === null || Date.parse(authorRevokedAt) <= Date.parse(anchor.timestamp);
}

function when(is: boolean, state: SideState): SideState[] {
  return is ? [state] : [];
}
