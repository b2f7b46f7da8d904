import { commitmentOf } from "@waybill/protocol/hashing/commitment";
import { correctsOf } from "@waybill/protocol/hashing/corrects";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { plainValue } from "@waybill/protocol/schemas/epcis/plain-value";
import { subjectsOf } from "@waybill/protocol/identifiers/subjects-of";
import type { StatementHashes } from "@waybill/protocol/typed-data/event-statement";
import { hashStatement } from "@waybill/protocol/typed-data/prepare-statement";
import { newSalt, type Random } from "../../../platform/ids.ts";
import { entryOf } from "../query/index/index-entry.ts";
import type { CheckedEvent, PreparedStatement } from "./captured-event.ts";

/** All that is stored of a valid event, and the hashes that its author signed. Signed ones bring their salt; for a claim the server makes it. */
export function prepareStatement(
  { index, pointer, event, eventJson, author, warnings }: CheckedEvent,
  random: Random,
): { statement: PreparedStatement; hashes: StatementHashes } {
  const salt = author.kind === "signed" ? author.salt : newSalt(random);
  const { eventId, eventHash, contentDigest, contentHash, fieldsRoot } = hashStatement(event, salt);
  const statement: PreparedStatement = {
    index,
    pointer,
    commitment: commitmentOf({ kind: author.kind, contentHash, fieldsRoot, account: author.account }),
    eventId,
    eventHash,
    contentDigest,
    salt,
    kind: author.kind,
    account: author.account,
    signature: author.kind === "signed" ? author.signature : null,
    bulk: author.kind === "signed" ? author.bulk : null,
    eventJson,
    declaredEventId: textOf(event, "eventID"),
    eventType: textOf(event, "type") ?? "",
    bizStep: textOf(event, "bizStep"),
    eventTime: new Date(String(event["eventTime"])).toISOString(),
    corrects: correctsOf(event, eventHash),
    subjects: subjectsOf(event).map(({ subject, role, quantity, uom }) => ({
      subject,
      role,
      quantity: quantity ?? null,
      uom: uom ?? null,
    })),
    entry: entryOf({ event: plainValue(event) as JsonObject, eventJson, account: author.account }),
    ...(warnings ? { warnings } : {}),
  };
  return { statement, hashes: { contentHash, fieldsRoot } };
}

function textOf(event: JsonObject, member: string): string | null {
  const value = event[member];
  return typeof value === "string" ? value : null;
}
