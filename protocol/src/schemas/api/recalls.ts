import { z } from "zod";
import { escalationRecord } from "../../recall/escalation.ts";
import { ADDRESSEES, OUTCOMES, RISKS, type Outcome } from "../../recall/vocabulary.ts";
import { anchoring, chainReference } from "../bundle.ts";
import { address, dateTime, hex32, subject } from "../primitives.ts";
import { party, place, statementState } from "./traceability.ts";

/** An organisation that reported something about the goods, or about a unit while it carried them, or owns a place that they were sent to. */
export const recallHolder = z.object({
  party,
  subjects: z.array(subject),
  /** When it last reported anything about them or what carried them; null when it was only sent them. */
  lastReportAt: dateTime.nullable(),
});

/** A place that goods were sent to, of which nobody knows whose it is: somebody has to be told by other means. */
export const unreached = z.object({ place, subjects: z.array(subject) });

/** A purchase order that some of the goods are meant for, and that has not been delivered on: whoever packs for it must leave them out. */
export const openOrder = z.object({
  order: z.string(),
  subjects: z.array(subject),
  saidBy: party,
  /** The event that says so; null where an order book says it. */
  commitment: hex32.nullable(),
  eventHash: hex32.nullable(),
  eventTime: dateTime,
});
export type OpenOrderView = z.infer<typeof openOrder>;

/** GET /api/recalls/simulation: whom a recall would reach, before anybody signs it. */
export const recallSimulation = z.object({
  roots: z.array(subject),
  /** The goods by steps from the roots, which are step 0. */
  tiers: z.array(z.object({ level: z.number().int(), goods: z.array(subject), carriers: z.array(subject) })),
  /** All goods, in the order of the tiers: what a notice has to name. */
  scope: z.array(subject),
  holders: z.array(recallHolder),
  unreached: z.array(unreached),
  openOrders: z.array(openOrder),
  /** What stopped the trace before its end, or null: it is complete. */
  stoppedBy: z.enum(["levels", "nodes", "parts"]).nullable(),
});
export type RecallSimulation = z.infer<typeof recallSimulation>;

export const recallAnswer = z.object({
  commitment: hex32,
  outcome: z.enum(Object.keys(OUTCOMES) as [Outcome, ...Outcome[]]),
  note: z.string().nullable(),
  eventTime: dateTime,
  subjects: z.array(subject),
  state: statementState,
});

/** A step that the server took because a holder had not answered. */
export const recallEscalation = z.object({
  tier: z.number().int(),
  /** Who is told from this step on. */
  to: z.enum(ADDRESSEES),
  at: dateTime,
  /** What is anchored of it. */
  commitment: hex32,
  /** How settled that is on chain. */
  state: statementState,
});

/** GET /api/recalls/{notice}/escalations/{commitment}: what the server said, and the proof that it said so by then. */
export const escalationProof = z.object({
  format: z.literal("waybill-escalation"),
  chain: chainReference,
  record: escalationRecord,
  commitment: hex32,
  state: statementState,
  /** Null until it is on chain. */
  anchoring: anchoring.nullable(),
});
export type EscalationProof = z.infer<typeof escalationProof>;

const taskState = z.enum(["waiting", "answered", "overdue", "ended"]);

/** What one organisation is asked to answer for. */
export const recallTask = z.object({
  party,
  subjects: z.array(subject),
  /** Those that it has not answered for. */
  open: z.array(subject),
  state: taskState,
  /** Once for each tier that was reached, from the first; they stay when it has answered. */
  escalations: z.array(recallEscalation),
  answers: z.array(recallAnswer),
});
export type RecallTaskView = z.infer<typeof recallTask>;

const summary = z.object({
  /** Commitment of the notice: the name of the recall. */
  commitment: hex32,
  author: party,
  authorship: z.enum(["signed", "claimed"]),
  eventTime: dateTime,
  reason: z.string().nullable(),
  risk: z.enum(RISKS).nullable(),
  answerBy: dateTime.nullable(),
  state: z.enum(["open", "ended"]),
  /** How settled the notice itself is on chain. */
  proof: statementState,
  counts: z.object({ subjects: z.number().int(), asked: z.number().int(), answered: z.number().int(), overdue: z.number().int() }),
  /** Holders that are late, by whom their silence was escalated to: who is counted for everybody is counted for the others, too. */
  escalated: z.object({ holder: z.number().int(), author: z.number().int(), everybody: z.number().int() }),
  /** Where the holder that a list was asked for stands; null in every other answer. */
  asked: z.object({ state: taskState, escalatedTo: z.enum(ADDRESSEES).nullable() }).nullable(),
});
export type RecallSummary = z.infer<typeof summary>;

/** GET /api/recalls */
export const recallSummary = summary;

/** GET /api/recalls/{commitment} */
export const recallView = summary.extend({
  instruction: z.string().nullable(),
  subjects: z.array(subject),
  /** The notice that this one passes on, and those that pass this one on. */
  forwards: hex32.nullable(),
  forwardedBy: z.array(hex32),
  endedBy: hex32.nullable(),
  /** False until the holders were worked out, moments after the notice was stored. */
  opened: z.boolean(),
  tasks: z.array(recallTask),
  unreached: z.array(unreached),
  openOrders: z.array(openOrder),
  /** Goods that this notice would have to name if it were written now, and that neither it nor one that passes it on names. */
  unnamed: z.array(subject),
  /** True when the goods went further, or were in more units, than is looked at: there may be more of them, and more who have some. */
  truncated: z.boolean(),
});
export type RecallView = z.infer<typeof recallView>;

/** Whose recalls a list shows. */
export const recallsQuery = z.object({
  author: address.optional().describe("Recalls that this account has announced."),
  holder: address.optional().describe("Recalls that this account is asked to answer."),
  about: subject.optional().describe("Recalls that name this lot, serial or unit."),
  state: z.enum(["open", "ended"]).optional(),
});
