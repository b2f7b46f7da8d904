import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";

/** A statement whose content is gone. */
export interface ErasedRow {
  commitment: Hex32;
  account: Address;
  erasedAt: Date;
}

type Reading = Pick<Ctx, "tx">;

const COLUMNS = `commitment, account, erased_at AS "erasedAt"`;
/** More erased statements about one journey are counted by its histories all the same. */
const MAX_ERASED = 1_000;

export async function findErased(ctx: Reading, commitment: Hex32): Promise<ErasedRow | null> {
  const [row] = await selectRows<ErasedRow>(ctx, `SELECT ${COLUMNS} FROM erased_statements WHERE commitment = $1`, [commitment]);
  return row ?? null;
}

/** Which of these commitments are those of erased statements. */
export async function erasedAmong(ctx: Reading, commitments: readonly Hex32[]): Promise<Set<Hex32>> {
  const rows = await selectRows<{ commitment: Hex32 }>(ctx, "SELECT commitment FROM erased_statements WHERE commitment = ANY($1)", [
    commitments,
  ]);
  return new Set(rows.map(({ commitment }) => commitment));
}

/** Erased statements that the histories of these subjects list, oldest erasure first. */
export function erasedAbout(ctx: Reading, subjects: readonly string[]): Promise<ErasedRow[]> {
  return selectRows(
    ctx,
    `SELECT ${COLUMNS} FROM erased_statements WHERE subjects && $1::text[] ORDER BY erased_at, commitment LIMIT ${MAX_ERASED}`,
    [subjects],
  );
}
