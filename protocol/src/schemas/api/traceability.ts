import { z } from "zod";
import { RISKS } from "../../recall/vocabulary.ts";
import { templateProfile } from "../../templates/profile.ts";
import { bulkPlace, profile } from "../bundle.ts";
import { pointedMessage, problem } from "../problem.ts";
import { address, blockNumber, dateTime, eventId, finality, hex32, signature, subject } from "../primitives.ts";

/** Media type of a capture whose events are signed by a wallet. */
export const SIGNED_CAPTURE_TYPE = "application/vnd.waybill.signed-capture+json";

/** Media type of the answer to a single signed event. */
export const CAPTURED_STATEMENT_TYPE = "application/vnd.waybill.captured-statement+json";

/**
 * The part beside the EPCIS document: one signature per event, in document order. With `bulk` the signature is for a whole
 * `BulkStatement`, and this is the event's place in it.
 */
export const eventSignature = z.object({ account: address, salt: hex32, signature, bulk: bulkPlace.optional() });
export type EventSignature = z.infer<typeof eventSignature>;

/** Body of a signed POST /epcis/capture. `document` is an EPCISDocument, parsed losslessly. */
export const signedCapture = z.object({ document: z.record(z.string(), z.unknown()), signatures: z.array(eventSignature).min(1) });
/** Body of a signed POST /epcis/events. `event` is a bare EPCIS event with its own @context. */
export const signedEvent = z.object({ event: z.record(z.string(), z.unknown()), signature: eventSignature });

/** What became of one captured event; `duplicate`: its author had said the same before. */
export const capturedStatement = z.object({
  eventId,
  commitment: hex32,
  duplicate: z.boolean(),
  /** What its author should say otherwise next time; it was stored as it is. Absent when there is nothing. */
  warnings: z.array(pointedMessage).optional(),
});

/** GET /epcis/capture/{id}; member names as in EPCIS 2.0, plus what became of each event. */
export const captureJob = z.object({
  captureID: z.string(),
  createdAt: dateTime,
  /** Absent while it runs. */
  finishedAt: dateTime.optional(),
  running: z.boolean(),
  success: z.boolean(),
  captureErrorBehaviour: z.enum(["rollback", "proceed"]),
  /** One RFC 9457 problem per refused event. */
  errors: z.array(problem),
  /** The binding lets a server name a file in place of `errors`; here they are always in the job itself. */
  errorFile: z.string().optional(),
  statements: z.array(capturedStatement.extend({ index: z.number().int() })),
});
export type CaptureJob = z.infer<typeof captureJob>;

/** How the same is written in XML, for the reference. */
export const captureJobInXml = captureJob
  .extend({
    captureID: captureJob.shape.captureID.meta({ xml: { attribute: true } }),
    running: captureJob.shape.running.meta({ xml: { attribute: true } }),
    success: captureJob.shape.success.meta({ xml: { attribute: true } }),
  })
  .meta({ xml: { name: "EPCISCaptureJob", prefix: "epcis", namespace: "urn:epcglobal:epcis:xsd:2" } });

/** Where a statement stands on its way from a signature to a final anchor. */
export const statementState = z.enum(["stored", "pending", "included", "safe", "final"]);
export type StatementState = z.infer<typeof statementState>;

/** An organisation as screens draw it; null name: an account nobody has registered. */
export const party = z.object({
  account: address,
  name: z.string().nullable(),
  gln: z.string().nullable(),
  country: z.string().nullable(),
});
export type Party = z.infer<typeof party>;

/** A place named by a GLN, as the organisation that owns it describes it. */
export const place = z.object({
  gln: z.string(),
  name: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  country: z.string().nullable(),
  /** Absent where nobody states it. */
  city: z.string().optional(),
  owner: party.nullable(),
});
export type Place = z.infer<typeof place>;

export const product = z.object({
  gtin: z.string(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  /** What a unit weighs, in whole grams, and how many pieces it holds; absent where nobody states it. */
  massGrams: z.string().optional(),
  pieces: z.number().int().optional(),
  statedBy: party.nullable(),
});
export type Product = z.infer<typeof product>;

export const quantity = z.object({ value: z.string(), uom: z.string().nullable() });

/** One subject inside an event, and the part it plays. */
export const eventItem = z.object({
  subject,
  role: z.enum(["observed", "parent", "child", "input", "output"]),
  product: product.nullable(),
  quantity: quantity.nullable(),
});

/** One sensor report with a value; see the protocol's evidence/readings. */
export const reading = z.object({
  type: z.string(),
  value: z.string(),
  uom: z.string().nullable(),
  least: z.string().nullable(),
  most: z.string().nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  device: z.string().nullable(),
  alarm: z.boolean(),
});

/** One statement as screens show it. */
export const statementView = z.object({
  commitment: hex32,
  eventId,
  /** The eventID that the author wrote, if any. */
  declaredEventId: z.string().nullable(),
  authorship: z.enum(["signed", "claimed"]),
  author: party,
  /** When the author's account was revoked on chain, if ever. */
  authorRevokedAt: dateTime.nullable(),
  eventType: z.string(),
  action: z.string().nullable(),
  bizStep: z.string().nullable(),
  disposition: z.string().nullable(),
  /** As written in the event, offset included. */
  eventTime: z.string(),
  eventTimeZoneOffset: z.string(),
  capturedAt: dateTime,
  place: place.nullable(),
  items: z.array(eventItem),
  sensors: z.array(reading),
  /** Limits that the event states; see the protocol's evidence/limits. */
  temperatureLimits: z.array(
    z.object({ bound: z.enum(["least", "most"]), value: z.string(), uom: z.string(), source: z.enum(["goods", "event", "sensor"]) }),
  ),
  /** Addresses in the event's `certificationInfo`; nobody has read what they lead to. */
  certificates: z.array(z.string()),
  /** Last day for which the event vouches for the goods, as written. */
  validUntil: z.string().nullable(),
  /** True for an error declaration; `corrects` then names the event. */
  declaresError: z.boolean(),
  /** True when its own author has declared this event to be in error: it is shown, and counts for nothing. */
  declaredInError: z.boolean(),
  /** Others that declare it to be in error, each once, and since when. Only its own author can withdraw it. */
  disputes: z.array(z.object({ party, since: dateTime })),
  /** True when it only speaks of a recall: its place is where somebody spoke, not where the goods were. */
  recallOnly: z.boolean(),
  state: statementState,
  anchor: z.object({ index: z.number().int(), transactionHash: hex32, blockNumber, timestamp: dateTime }).nullable(),
});
export type StatementView = z.infer<typeof statementView>;

export const finding = z.object({
  rule: z.string(),
  severity: z.enum(["contradiction", "gap", "notice"]),
  message: z.string(),
  subjects: z.array(z.string()),
  commitments: z.array(hex32),
});
export type Finding = z.infer<typeof finding>;

export const custodyView = z.object({
  subject,
  unit: hex32,
  holder: party,
  seq: z.number().int(),
  status: z.enum(["open", "closed"]),
  finality,
  steps: z.array(
    z.object({
      kind: z.enum(["opened", "handed-over", "rejected", "withdrawn", "recovered", "closed"]),
      seq: z.number().int(),
      from: party.nullable(),
      to: party.nullable(),
      at: dateTime,
      transactionHash: hex32,
      blockNumber,
      finality,
    }),
  ),
});
export type CustodyView = z.infer<typeof custodyView>;

/** What readers of a product page have to know first. */
export const openRecall = z.object({
  /** Of the notice, which is one of the statements. */
  commitment: hex32,
  reason: z.string().nullable(),
  risk: z.enum(RISKS).nullable(),
  /** What to do with the goods, in its author's words. */
  instruction: z.string().nullable(),
  /** Organisations that were asked and are late, where that was escalated to everybody. */
  silent: z.number().int(),
  /** Where its author can be asked, as it registered. */
  website: z.url({ protocol: /^https?$/ }).nullable(),
});
export type OpenRecall = z.infer<typeof openRecall>;

/** GET /api/journeys?subject=…: all that the public page shows before anything is checked. */
export const journeyView = z.object({
  subject,
  product: product.nullable(),
  /** In order of event time; statements about upstream lots and the units they travelled in are included. */
  statements: z.array(statementView),
  /** How each other subject relates to the one asked for. */
  related: z.array(z.object({ subject, relation: z.enum(["made-from", "made-into", "packed-in", "contains"]), via: hex32 })),
  custody: z.array(custodyView),
  findings: z.array(finding),
  /** Open recalls by somebody who handled the goods; who announced each and when, its statement says. */
  recalls: z.array(openRecall),
  /** Statements whose content was erased at their authors' request. */
  erased: z.array(z.object({ commitment: hex32, author: party, erasedAt: dateTime })),
  /** True when the journey was cut at the size limit, or a unit holds more, or more that is recalled, than is looked at. */
  truncated: z.boolean(),
});
export type JourneyView = z.infer<typeof journeyView>;

/** GET /api/statements/{commitment}/erasure: what an erasure would take away. */
export const erasurePreview = z.object({
  author: address,
  eventType: z.string(),
  capturedAt: dateTime,
  isSigned: z.boolean(),
  /** Names of the goods: the anchored histories go on naming them when the statement is in a batch. */
  subjects: z.array(subject),
  isInBatch: z.boolean(),
  /** Documents for subscribers that hold the event and were not taken yet: they are made again without it. */
  deliveries: z.number().int(),
});
export type ErasurePreview = z.infer<typeof erasurePreview>;

/** GET /api/events/{eventHash}: one event and every statement about it. */
export const eventView = z.object({
  eventId,
  statements: z.array(statementView),
  /** The events as captured, one per statement, in the same order. */
  documents: z.array(z.record(z.string(), z.unknown())),
  /** How many of the data elements it has that rules name for such a step, the fullest first. */
  profiles: z.array(templateProfile),
});
export type EventView = z.infer<typeof eventView>;

export const anchorView = z.object({
  index: z.number().int(),
  root: hex32,
  author: party,
  timestamp: dateTime,
  blockNumber,
  blockHash: hex32,
  transactionHash: hex32,
  gasUsed: z.number().int().nullable(),
  finality,
  /** Whether its author anchored it as a checkpoint of its audit log. */
  isCheckpoint: z.boolean(),
  /** Null for batches that somebody else anchored, whose contents are not ours to know, and for checkpoints. */
  batch: z.object({ previousRoot: hex32, leaves: z.number().int(), statements: z.number().int(), commitments: z.array(hex32) }).nullable(),
});
export type AnchorView = z.infer<typeof anchorView>;

export const actorView = z.object({
  party,
  profile: profile.nullable(),
  roles: z.array(z.string()),
  registeredAt: dateTime.nullable(),
  revokedAt: dateTime.nullable(),
  finality: finality.nullable(),
  statements: z.number().int(),
});
export type ActorView = z.infer<typeof actorView>;

/** GET /api/search?q=…: products, lots, units, organisations, hashes. */
export const searchHit = z.object({
  kind: z.enum(["product", "subject", "party", "place", "event", "erased", "anchor", "transaction"]),
  /** What the hit is, in words. */
  label: z.string(),
  /** GTIN, Digital Link, account, GLN, event hash, commitment of what was erased, anchor index or transaction hash, by kind. */
  value: z.string(),
});
export type SearchHit = z.infer<typeof searchHit>;
