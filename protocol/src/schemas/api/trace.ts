import { z } from "zod";
import { dateTime, hex32, subject } from "../primitives.ts";
import { custodyView, finding, party, statementState, statementView } from "./traceability.ts";

/** What joins two subjects: one became the other, was packed into it, or was attached to it. */
export const linkKind = z.enum(["transformation", "aggregation", "association"]);

/** Where the proof of each statement is. */
const proofs = z.literal("/api/statements/{commitment}/bundle");

/**
 * With `proof=true`: bundles of the statements that an answer names, in the order of their capture. Each is text, so that its numbers stay as
 * written through any JSON parser. 100 or 8 MiB of them; `Link` leads to those that follow.
 */
const proven = z.array(z.object({ commitment: hex32, bundle: z.string() })).optional();

export const traceNode = z.object({
  subject,
  /** Steps from the nearest subject that was asked about. */
  level: z.number().int(),
  /** `carrier`: a unit that only carried the goods; what else it held is not followed. */
  role: z.enum(["goods", "carrier"]),
  /** False at the border of a trace that was stopped. */
  followed: z.boolean(),
});

/** From what went in to what came out, or from what was inside to what it was in. */
export const traceLink = z.object({
  kind: linkKind,
  from: subject,
  to: subject,
  /** Of a transformation when the input went in; otherwise since when it was inside, null when nobody said. */
  since: dateTime.nullable(),
  /** Of a transformation when the output came out; otherwise until when it was inside, null while it is. */
  until: dateTime.nullable(),
  /** Commitments of the statements that made the link; two for a transformation over several events. */
  madeBy: z.array(hex32),
  endedBy: hex32.nullable(),
  /** An organisation took it back: it is shown, and not followed. */
  declaredInError: z.boolean(),
});

/** How far a statement that links name has come, the event that it is about, and whether that is disputed. */
export const tracedStatement = statementView.pick({ commitment: true, authorship: true }).extend({
  eventHash: hex32,
  state: statementState,
  /** Another organisation declares its event to be in error, which takes nothing back. */
  disputed: z.boolean(),
});

/** GET /api/trace/back and /api/trace/forward. */
export const traceView = z.object({
  direction: z.enum(["back", "forward"]),
  subject,
  /** By level, the subject asked about first. */
  nodes: z.array(traceNode),
  links: z.array(traceLink),
  /** The statements that links name, when they were asked for with `statements=true`. */
  statements: z.array(tracedStatement).optional(),
  /** What the lots and serials are, as far as master data has names, when they were asked for with `names=true`. */
  products: z.array(z.object({ gtin: z.string(), name: z.string() })).optional(),
  /** What stopped the trace before its end, or null: it is complete. `parts`: one level is joined to more than can be read. */
  stoppedBy: z.enum(["levels", "nodes", "parts"]).nullable(),
  proofs,
  proven,
});

/** Place in a list of the same answer. */
const place = z.number().int().min(0);
const moment = z.number();

/** The same with `form=compact`: everything is named once, and then by its place. A third of the size; `openTrace` gives the whole form. */
export const compactTraceView = traceView.omit({ nodes: true, links: true }).extend({
  form: z.literal("compact"),
  /** First the nodes by level, then what is only named by a link that was taken back. */
  subjects: z.array(subject),
  /** Of each node. */
  levels: z.array(z.number().int()),
  /** Nodes that are carriers; all others are goods. */
  carriers: z.array(place),
  /** Nodes that were not followed. */
  border: z.array(place),
  /** Statements that links name. */
  commitments: z.array(hex32),
  /** Kind, from, to, since, until (milliseconds since 1970), madeBy, endedBy, declaredInError. */
  links: z.array(z.tuple([linkKind, place, place, moment.nullable(), moment.nullable(), z.array(place), place.nullable(), z.boolean()])),
});
export type CompactTraceView = z.infer<typeof compactTraceView>;
export type TracedStatement = z.infer<typeof tracedStatement>;
export type TraceView = z.infer<typeof traceView>;

export const amount = z.object({ value: z.string(), uom: z.string().nullable() });

/** A time during which a unit held the same amount of something. */
export const spanView = z.object({
  unit: subject,
  content: subject,
  kind: z.enum(["aggregation", "association"]),
  /** Null when nobody said when it was put in. */
  since: dateTime.nullable(),
  /** Null while it is inside. */
  until: dateTime.nullable(),
  /** In the unit of measure that its kind is compared in (kilograms for pounds); null when unknown, or for a single thing. */
  amount: amount.nullable(),
  begunBy: hex32.nullable(),
  endedBy: hex32.nullable(),
});
export type SpanView = z.infer<typeof spanView>;

/** GET /api/trace/contents: what a unit held at a moment. */
export const contentsView = z.object({
  subject,
  at: dateTime,
  /** Level 1 is what lies in the unit itself. */
  contents: z.array(spanView.extend({ level: z.number().int() })),
  truncated: z.boolean(),
  proofs,
  proven,
});
export type ContentsView = z.infer<typeof contentsView>;

/** GET /api/trace/containment: where something was inside, and what it held, by time. */
export const containmentView = z.object({
  subject,
  inside: z.array(spanView),
  held: z.array(spanView),
  truncated: z.boolean(),
  proofs,
  proven,
});
export type ContainmentView = z.infer<typeof containmentView>;

/** What an event says about where its goods are once it has happened, and whose. Null: it does not say. */
export const whereabouts = z.object({
  /** Where they then are (`bizLocation`), or where they were seen (`readPoint`). */
  place: z.object({ id: z.string(), basis: z.enum(["bizLocation", "readPoint"]) }).nullable(),
  headingFor: z.string().nullable(),
  holder: z.string().nullable(),
  owner: z.string().nullable(),
  disposition: z.string().nullable(),
  set: z.array(z.string()),
  unset: z.array(z.string()),
});

/** GET /api/trace/history: a page of what happened to a subject and to the units that carried it, in order of event time. */
export const historyView = z.object({
  subject,
  items: z.array(
    z.object({
      statement: statementView,
      /** The unit that carried the subject at that time; null when the event names the subject itself. */
      via: subject.nullable(),
      whereabouts,
    }),
  ),
  next: z.string().nullable(),
  /** True when it was carried by more units than are followed. */
  truncated: z.boolean(),
  proofs,
  proven,
});
export type HistoryView = z.infer<typeof historyView>;

/** An answer, and the newest event that gives it. */
function fact<Value extends z.ZodType>(value: Value) {
  return z.object({ value, since: dateTime, statement: hex32, author: party, via: subject.nullable() }).nullable();
}

/** How one thing, or what lies in one unit, is at a moment. Null: nobody has said. */
export const position = z.object({
  /** The subject, or a unit that holds an amount of it. */
  unit: subject,
  amount: amount.nullable(),
  place: fact(z.object({ id: z.string(), basis: z.enum(["bizLocation", "readPoint"]), name: z.string().nullable() })),
  /** Where a shipment that has not arrived was sent. */
  headingFor: fact(z.string()),
  /** Who has it, where the events name a party; otherwise look at who told of it last. */
  holder: fact(z.string()),
  owner: fact(z.string()),
  disposition: fact(z.string()),
  conditions: z.array(fact(z.string())),
  /** A single thing that is no more. */
  ended: fact(z.enum(["used", "decommissioned"])),
  lastEvent: fact(z.string()),
});

/** GET /api/trace/state: where something is, who has it, what it is in, each with the event that says so. */
export const stateView = z.object({
  subject,
  at: dateTime,
  /** One for a single thing. Of a lot: what was said of it as a whole, then each unit that holds a part of it. */
  positions: z.array(position),
  /** Innermost first. */
  inside: z.array(spanView),
  /** On chain, of the subject and of the units that it is in. */
  custody: z.array(custodyView),
  /** True when older events were not read. */
  truncated: z.boolean(),
  proofs,
  proven,
});
export type StateView = z.infer<typeof stateView>;

const total = z.object({ value: z.string(), uom: z.string().nullable() });

/** GET /api/trace/balance: what was made of goods beside what was used of them, and what went in and came out where they were made or used. */
export const balanceView = z.object({
  subject,
  /** One for each kind of unit that uses are counted in: kilograms and pounds are one kind. */
  uses: z.array(
    z.object({
      /** Null when nobody says how much there was in units that convert. */
      made: total.nullable(),
      used: total,
      verdict: z.enum(["within", "exceeded", "unknown"]),
      madeBy: z.array(hex32),
      usedBy: z.array(hex32),
    }),
  ),
  processes: z.array(
    z.object({
      inputs: z.array(subject),
      outputs: z.array(subject),
      into: z.array(total),
      out: z.array(total),
      verdict: z.enum(["balanced", "more-out-than-in", "unknown"]),
      /** Why nobody can tell: some amounts are missing, or units do not convert or have no fixed content. */
      unknown: z.enum(["amounts", "units"]).nullable(),
      statements: z.array(hex32),
    }),
  ),
  /** True when there are more statements than are weighed. */
  truncated: z.boolean(),
  proofs,
  proven,
});
export type BalanceView = z.infer<typeof balanceView>;

/** GET /api/trace/findings: what does not add up along a trace, each by a named rule with the statements that show it. */
export const traceFindingsView = z.object({
  subject,
  findings: z.array(finding),
  /** How much was compared. */
  subjects: z.number().int(),
  statements: z.number().int(),
  /** True when the trace is longer than what is compared. */
  truncated: z.boolean(),
  proofs,
  proven,
});
export type TraceFindingsView = z.infer<typeof traceFindingsView>;
