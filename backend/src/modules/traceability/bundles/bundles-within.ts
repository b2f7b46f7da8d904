import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { statementsNamed } from "../statement-rows.ts";
import { eventBundleTexts, type BundleSources } from "./event-bundle.ts";

/** An answer with proofs is short: each is some kilobytes, and the histories of busy lots are more. */
export const MAX_PROVEN = 100;
/** Of all proofs in an answer; the first comes in any case. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/** Bundles as text by commitment, in the order asked for: of as many of the statements, from the first on, as fit an answer. */
export async function bundlesWithin(ctx: Ctx, sources: BundleSources, commitments: readonly Hex32[]): Promise<Map<Hex32, string>> {
  const order = new Map(commitments.slice(0, MAX_PROVEN).map((commitment, index) => [commitment, index]));
  const rows = (await statementsNamed(ctx, [...order.keys()])).sort(
    (a, b) => Number(order.get(a.commitment)) - Number(order.get(b.commitment)),
  );
  const bundles = new Map<Hex32, string>();
  let characters = 0;
  for (const text of await eventBundleTexts(ctx, sources, rows)) {
    characters += text.length;
    if (characters > MAX_CHARACTERS && bundles.size > 0) break;
    bundles.set(rows[bundles.size]!.commitment, text);
  }
  return bundles;
}
