import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { ParameterDefinition } from "../../../platform/http/route.ts";
import { bundlesWithin, MAX_PROVEN } from "../bundles/bundles-within.ts";
import type { BundleSources } from "../bundles/event-bundle.ts";
import type { FoundEvent } from "../query/run-query.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";

/** Where the member `proof` of an event in an answer is defined. */
export const PROOF_NAMESPACE = "urn:waybill:ns:";

export const PROOF_PARAMETER: ParameterDefinition = {
  name: "proof",
  in: "query",
  description: `With \`true\` each event has a member \`waybill:proof\`: the text of its bundle, to be checked without us. ${MAX_PROVEN} events a page at most.`,
  schema: z.boolean().default(false),
};

/** Whether a request asks for proofs. @throws {ProblemError} for anything but true and false */
export function wantsProof({ proof }: Readonly<Record<string, unknown>>): boolean {
  if (proof === undefined || proof === "false") return false;
  if (proof === "true") return true;
  throw new ProblemError(TRACEABILITY_PROBLEMS.queryParameter, { detail: "proof is true or false." });
}

/** Bundles by commitment: of as many of the events, from the first on, as fit an answer. */
export function proofsOf(
  app: App,
  sources: BundleSources,
  found: readonly FoundEvent[],
  traceId: string,
): Promise<ReadonlyMap<Hex32, string>> {
  const commitments = found.map(({ commitment }) => commitment);
  return inTransaction(app, (ctx) => bundlesWithin(ctx, sources, commitments), { traceId, isSnapshot: true });
}
