import type { FootprintBrief } from "@waybill/protocol/footprint/brief";
import type { StatementDocument } from "@waybill/protocol/schemas/api/documents";
import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import { UnexpectedAnswerError } from "../../lib/api/errors.ts";
import { readJson, send, withQuery } from "../../lib/api/http.ts";

export interface LoadedJourney {
  journey: JourneyView;
  /** That its statements point at, when they came along. */
  documents?: readonly StatementDocument[];
  /** What came along of its footprint; null where none can be computed. */
  footprint?: FootprintBrief | null;
  fetchedAt: string;
}

/**
 * GET /api/journeys. The shape of our own server's answer is only glanced at: a full parser would be a fifth of this page's script, and
 * whatever counts is parsed and recomputed by the check.
 */
export async function loadJourney(subject: string, signal: AbortSignal): Promise<LoadedJourney> {
  const path = withQuery("/api/journeys", { subject });
  const answer = await readJson(path, await send(path, { signal }));
  if (!isJourney(answer)) throw new UnexpectedAnswerError(path);
  return { journey: answer, fetchedAt: new Date().toISOString() };
}

function isJourney(answer: unknown): answer is JourneyView {
  const journey = answer as Partial<JourneyView> | null;
  if (typeof journey !== "object" || journey === null) return false;
  return [journey.statements, journey.related, journey.custody, journey.findings, journey.erased].every((list) => Array.isArray(list));
}
