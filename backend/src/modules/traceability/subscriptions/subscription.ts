import type { SubscriptionState } from "@waybill/protocol/schemas/api/subscriptions";
import type { EpcFormat } from "../epcis/negotiate.ts";
import type { QuerySchedule } from "./schedule.ts";

/** A standing query of an organisation, and the address that is told what it finds. */
export interface Subscription {
  id: string;
  queryName: string;
  account: string;
  dest: string;
  /** What its documents are signed with, sealed; see `signature-secrets.ts`. Never shown. */
  secrets: Buffer | null;
  /** Null: every new event at once. */
  schedule: QuerySchedule | null;
  reportIfEmpty: boolean;
  epcFormat: EpcFormat;
  /** Whether each event comes with its proof. */
  hasProofs: boolean;
  createdAt: Date;
  initialRecordTime: Date | null;
  /** Everything recorded before this was found, or does not match, when the query was last run to the end. */
  executedAt: Date | null;
  /** When the subscriber last took something. */
  notifiedAt: Date | null;
  state: SubscriptionState;
  /** Why the last try failed; null after a success. */
  problem: string | null;
  /** Low-water mark: every event up to this sequence was taken by the subscriber, or does not match. */
  mark: bigint;
  /** Events of one delivery at most. */
  pageEvents: number;
  /** Whether something was sent since the schedule last came true. */
  hasReported: boolean;
  /** Not before this; null: as soon as there is something new. */
  dueAt: Date | null;
  /** Number of the last claim: results of earlier ones no longer count. */
  claim: bigint;
}

/** Columns of `subscriptions` under the names above. */
export const SUBSCRIPTION_COLUMNS = `id, query_name AS "queryName", account, dest, signature_secrets AS secrets, schedule,
  report_if_empty AS "reportIfEmpty", epc_format AS "epcFormat", has_proofs AS "hasProofs", created_at AS "createdAt", initial_record_time AS "initialRecordTime",
  executed_at AS "executedAt", notified_at AS "notifiedAt", state, problem, mark, page_events AS "pageEvents",
  has_reported AS "hasReported", due_at AS "dueAt", claim`;

/** A row as the driver gives it: numbers of eight bytes are text. */
export type SubscriptionRow = Omit<Subscription, "mark" | "claim"> & { mark: string; claim: string };

export function subscriptionOf(row: SubscriptionRow): Subscription {
  return { ...row, mark: BigInt(row.mark), claim: BigInt(row.claim) };
}
