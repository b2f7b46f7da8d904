import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { ParameterDefinition } from "../../../platform/http/route.ts";
import { eventBundleTexts, type BundleSources } from "../bundles/event-bundle.ts";
import type { FoundEvent } from "../query/run-query.ts";
import { statementsNamed } from "../statement-rows.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";

/** Where the member `proof` of an event in an answer is defined. */
export const PROOF_NAMESPACE = "urn:waybill:ns:";

/** A page with proofs is short: each is some kilobytes, and the histories of busy lots are more. */
export const MAX_PROVEN_EVENTS = 100;
/** Of all proofs on a page; the first comes in any case. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

export const PROOF_PARAMETER: ParameterDefinition = {
  name: "proof",
  in: "query",
  description: `With \`true\` each event has a member \`waybill:proof\`: the text of its bundle, to be checked without us. ${MAX_PROVEN_EVENTS} events a page at most.`,
  schema: z.boolean().default(false),
};

/** Whether a request asks for proofs. @throws {ProblemError} for anything but true and false */
export function wantsProof({ proof }: Readonly<Record<string, unknown>>): boolean {
  if (proof === undefined || proof === "false") return false;
  if (proof === "true") return true;
  throw new ProblemError(TRACEABILITY_PROBLEMS.queryParameter, { detail: "proof is true or false." });
}

/** Bundles by commitment: of as many of the events, from the first on, as fit an answer. */
export async function proofsOf(
  app: App,
  sources: BundleSources,
  found: readonly FoundEvent[],
  traceId: string,
): Promise<ReadonlyMap<Hex32, string>> {
  const order = new Map(found.map(({ commitment }, index) => [commitment, index]));
  return inTransaction(
    app,
    async (ctx) => {
      const rows = (await statementsNamed(ctx, [...order.keys()])).sort(
        (a, b) => Number(order.get(a.commitment)) - Number(order.get(b.commitment)),
      );
      const proofs = new Map<Hex32, string>();
      let characters = 0;
      for (const text of await eventBundleTexts(ctx, sources, rows)) {
        characters += text.length;
        if (characters > MAX_CHARACTERS && proofs.size > 0) break;
        proofs.set(rows[proofs.size]!.commitment, text);
      }
      return proofs;
    },
    { traceId, isSnapshot: true },
  );
}
