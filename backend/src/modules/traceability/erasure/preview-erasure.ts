import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { subjectsOfStatements } from "../statement-rows.ts";
import { getStatement } from "./get-statement.ts";

/** What an erasure takes away, and what it leaves. */
export interface ErasurePreview {
  author: Address;
  eventType: string;
  capturedAt: Date;
  isSigned: boolean;
  /** Names of the goods: they stay in the anchored histories once the statement is in a batch, and go otherwise. */
  subjects: Subject[];
  isInBatch: boolean;
  /** Documents for subscribers that hold the event and were not taken yet. */
  deliveries: number;
}

/** @throws {ProblemError} 404 for no statement, 410 for one that is erased */
export async function previewErasure(ctx: Pick<Ctx, "tx">, commitment: Hex32): Promise<ErasurePreview> {
  const { account, eventType, capturedAt, kind } = await getStatement(ctx, commitment);
  const named = await subjectsOfStatements(ctx, [commitment]);
  const [row] = await selectRows<{ isInBatch: boolean; deliveries: string }>(
    ctx,
    `SELECT batch_id IS NOT NULL AS "isInBatch",
       (SELECT count(*) FROM deliveries d WHERE d.body IS NOT NULL AND d.after < s.sequence AND d.through >= s.sequence) AS deliveries
     FROM statements s WHERE commitment = $1`,
    [commitment],
  );
  const subjects = [...new Set(named.map(({ subject }) => subject as Subject))];
  return {
    ...{ author: account, eventType, capturedAt, isSigned: kind === "signed", subjects },
    ...{ isInBatch: row?.isInBatch ?? false, deliveries: Number(row?.deliveries ?? 0) },
  };
}
