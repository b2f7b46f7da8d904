import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import type { BulkPlace } from "@waybill/protocol/schemas/bundle";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { PointedMessage } from "../../../platform/errors.ts";
import type { IndexEntry } from "../query/index/index-entry.ts";

/** Who stands behind an event: a signature over it, or the token that it came with. */
export type Author =
  | { kind: "signed"; account: Address; salt: Hex32; signature: `0x${string}`; bulk: BulkPlace | null }
  | { kind: "claimed"; account: Address };

/** One event of a request, before anything about it is known to be right. */
export interface CapturedEvent {
  index: number;
  /** Where it stands in the document, as a JSON Pointer. */
  path: string;
  /** Where it stands in the request body: a JSON Pointer, or an XPath where the body is XML. */
  pointer: string;
  /** Bare, with the document's `@context` put in. */
  event: JsonObject;
  /** Exact JSON text of the event; numbers as its author wrote them. */
  eventJson: string;
  author: Author;
}

/** An event that passed every check of its own text. */
export interface CheckedEvent extends CapturedEvent {
  /** What is no reason to refuse it, if anything; pointers into the request body, as in `pointer`. */
  warnings?: readonly PointedMessage[];
}

/** What one thing in an event is, ready for its row. */
export interface StatementSubject {
  subject: string;
  role: string;
  quantity: string | null;
  uom: string | null;
}

/** An event that passed every check, with all that is stored of it. */
export interface PreparedStatement {
  index: number;
  pointer: string;
  commitment: Hex32;
  eventId: string;
  eventHash: Hex32;
  contentDigest: Hex32;
  salt: Hex32;
  kind: "signed" | "claimed";
  account: Address;
  signature: `0x${string}` | null;
  /** Where the statement stands among those that the signature is for; null when it is for this one alone. */
  bulk: BulkPlace | null;
  /** As in `CapturedEvent`. */
  eventJson: string;
  declaredEventId: string | null;
  eventType: string;
  bizStep: string | null;
  /** ISO 8601, UTC. */
  eventTime: string;
  corrects: Hex32 | null;
  subjects: StatementSubject[];
  entry: IndexEntry;
  /** As in `CheckedEvent`. */
  warnings?: readonly PointedMessage[];
}

/** A statement whose index entry is in lists with those of others. */
export type StatementToStore = Omit<PreparedStatement, "entry">;

/** What became of one event. */
export interface StatementResult {
  index: number;
  eventId: string;
  commitment: Hex32;
  /** The same author had stated the same content before: this is that statement. */
  duplicate: boolean;
  warnings?: readonly PointedMessage[];
}
