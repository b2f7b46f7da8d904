import type { Trusted } from "@waybill/protocol/verify/run";
import type {
  CustodyVerdict,
  DisclosureVerdict,
  EventVerdict,
  HistoryVerdict,
  JourneyVerdict,
  Step,
} from "@waybill/protocol/verify/verdict";
import type { SaidInBundle } from "../lib/check-result.ts";

/** What the page asks the worker: one bundle, one node, one contract that the reader trusts. */
export interface VerifyRequest {
  text: string;
  /** Absolute http(s) address of a JSON-RPC node. */
  rpcUrl: string;
  trusted: Trusted;
  /** Whether documents that the bundle does not bring are fetched from the server that this page is from. They are hashed all the same. */
  fetchesDocuments: boolean;
  /** What the reader asked about: a valid bundle of anything else fails. */
  about?: { subject?: string; commitment?: string };
}

/** A statement of the bundle, as far as it can be named before it is checked. */
export interface PlannedStatement extends SaidInBundle {
  commitment: string;
  declaresError: boolean;
  kind: "signed" | "claimed";
  /** Name in the bundle; proven only once the step `signer` has passed. */
  name: string | null;
}

/** What the worker tells the page, in the order it finds out. */
export type VerifyReply =
  | { type: "plan"; subject: string | null; statements: PlannedStatement[]; histories: number; custody: number }
  | { type: "step"; index: number; step: Step }
  | { type: "event"; index: number; verdict: EventVerdict }
  | { type: "history"; index: number; verdict: HistoryVerdict }
  | { type: "custody"; index: number; verdict: CustodyVerdict }
  | { type: "done"; verdict: JourneyVerdict }
  | { type: "disclosure"; verdict: DisclosureVerdict }
  /** The file is no bundle at all. */
  | { type: "unreadable"; reason: string };
