import { commitmentOf } from "@waybill/protocol/hashing/commitment";
import { contentDigestOf } from "@waybill/protocol/hashing/content-digest";
import { correctsOf } from "@waybill/protocol/hashing/corrects";
import { eventHashOf } from "@waybill/protocol/hashing/event-hash/event-hash";
import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { subjectsOf } from "@waybill/protocol/identifiers/subjects-of";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { eventStatementTypedData } from "@waybill/protocol/typed-data/event-statement";
import { statementOf } from "@waybill/protocol/typed-data/statement";
import { hashTypedData } from "viem";
import { newSalt, type Random } from "../../../platform/ids.ts";
import type { CapturedEvent, PreparedStatement } from "./captured-event.ts";

/** The contract whose EIP-712 domain signatures are made under. */
export type SigningChain = Parameters<typeof eventStatementTypedData>[0];

/** All that is stored of a valid event. Signed ones bring their salt; for a claim the server makes it. */
export function prepareStatement({ index, pointer, event, author }: CapturedEvent, random: Random): PreparedStatement {
  const { eventId, eventHash } = eventHashOf(event);
  const contentDigest = contentDigestOf(event);
  const salt = author.kind === "signed" ? author.salt : newSalt(random);
  return {
    index,
    pointer,
    commitment: commitmentOf({ kind: author.kind, salt, eventHash, contentDigest, account: author.account }),
    eventId,
    eventHash,
    contentDigest,
    salt,
    kind: author.kind,
    account: author.account,
    signature: author.kind === "signed" ? author.signature : null,
    eventJson: stringifyLossless(event),
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
  };
}

/** The EIP-712 digest that the author of a signed statement must have signed. */
export function digestToSign(event: JsonObject, statement: PreparedStatement, chain: SigningChain): Hex32 {
  const { eventHash, contentDigest, commitment } = statement;
  return hashTypedData(eventStatementTypedData(chain, { statement: statementOf(event), eventHash, contentDigest, commitment })) as Hex32;
}

function textOf(event: JsonObject, member: string): string | null {
  const value = event[member];
  return typeof value === "string" ? value : null;
}
