import { documentLinksOf } from "@waybill/protocol/documents/document-link";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { selectRows } from "../../../platform/context.ts";
import type { Pointing } from "../../documents/documents.queries.ts";
import { DOCUMENT_FACT, documentKey } from "../query/index/document-facts.ts";
import { STATEMENT_COLUMNS, type Reading, type StatementRow } from "../statement-rows.ts";

/** What a statement's event points at. Links are texts, so the quick way to read the event loses nothing. */
export function pointingOf({ account, eventJson }: StatementRow): Pointing {
  return { account, links: documentLinksOf(JSON.parse(eventJson) as JsonObject) };
}

/** Statements that point at a document by one of these links, newest first; `after` is the commitment that ended the page before. */
export function statementsPointingAt(
  ctx: Reading,
  links: readonly string[],
  { after, limit }: { after: string | null; limit: number },
): Promise<StatementRow[]> {
  return selectRows(
    ctx,
    `SELECT ${STATEMENT_COLUMNS} FROM statements
     WHERE sequence IN (SELECT sequence FROM event_facts WHERE name = '${DOCUMENT_FACT}' AND text = ANY($1))
       AND ($2::text IS NULL OR sequence < (SELECT sequence FROM statements WHERE commitment = $2))
     ORDER BY sequence DESC LIMIT $3`,
    [links.map(documentKey), after, limit],
  );
}
