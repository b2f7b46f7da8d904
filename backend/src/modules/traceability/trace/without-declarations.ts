import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { Found } from "./links-from.ts";

/**
 * Without the links that only a declaration of error tells of: it repeats the event that it is about, so what its own author took back is there
 * once already, and what another disputes still stands.
 */
export async function withoutDeclarations(ctx: Pick<Ctx, "tx">, found: Found[]): Promise<Found[]> {
  const inError = found.filter(({ link }) => link.declaredInError).flatMap(({ link }) => link.madeBy);
  if (inError.length === 0) return found;
  const rows = await selectRows<{ sequence: string }>(
    ctx,
    "SELECT sequence FROM statements WHERE sequence = ANY($1::bigint[]) AND corrects IS NOT NULL",
    [inError],
  );
  const declarations = new Set(rows.map(({ sequence }) => Number(sequence)));
  return found.filter(({ link }) => !link.declaredInError || !link.madeBy.some((sequence) => declarations.has(sequence)));
}
