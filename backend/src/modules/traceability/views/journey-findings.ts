import type { Finding, StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { Journey } from "./journey-view.ts";

/** What does not add up on a journey, by the protocol's rules. */
export function journeyFindings(_journey: Journey, _statements: readonly StatementView[]): Finding[] {
  return [];
}
