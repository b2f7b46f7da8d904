import type { StatementDocument } from "@waybill/protocol/schemas/api/documents";
import type { DocumentQueries } from "../../documents/documents.queries.ts";
import type { Reading, StatementRow } from "../statement-rows.ts";
import { pointingOf } from "./pointed-at.ts";

/** The documents that statements point at, in the order of the statements. */
export async function documentsOf(
  ctx: Reading,
  documents: DocumentQueries,
  statements: readonly StatementRow[],
): Promise<StatementDocument[]> {
  const linked = await documents.linkedDocuments(ctx, statements.map(pointingOf));
  return statements.flatMap(({ commitment }, index) => (linked[index] ?? []).map((one) => ({ commitment, ...one })));
}
