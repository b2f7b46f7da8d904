import { IDEMPOTENCY_HOURS } from "../../platform/http/idempotency.ts";

/** How long rows of one table are kept, in words for docs/privacy.md and for the job that deletes them. */
export interface RetentionRule {
  table: string;
  what: string;
  /** After the time in this column … */
  from: string;
  /** … so many hours. */
  hours: number;
  /** Which rows alone. */
  only?: string;
  /** Column with the person whose legal hold keeps rows. */
  person?: string;
  /** Does not delete the row, but empties this column, and destroys the key of its owner where that seals nothing else. */
  forgets?: { column: string; owner?: string };
}

const DAY = 24;
/** As long as somebody may ask what was removed, and why something is not there. */
const REMOVALS_DAYS = 400;

/** Far longer than what rests on them, and as long as somebody may ask for whose word it was used. */
const CONSENTS_DAYS = 3 * 365;

/** Far longer than any provider sends a message again. */
const WEBHOOKS_DAYS = 90;

/** Long enough for somebody who thinks about it, and as long as prices mean anything. */
const CARTS_DAYS = 90;

/** Long enough for what comes back, and for whoever asks where a parcel went. */
const DELIVERIES_DAYS = 180;

/** Every table whose rows end by themselves. What stands in none of these rules is kept until somebody erases it. */
export const RETENTION: readonly RetentionRule[] = [
  { table: "sign_in_challenges", what: "nonces of messages to sign in with", from: "expires_at", hours: 0 },
  { table: "passkey_challenges", what: "challenges of passkeys", from: "expires_at", hours: 0, person: "person_id" },
  { table: "sign_in_attempts", what: "counts of attempts at passwords, under hashes", from: "since", hours: DAY },
  { table: "sessions", what: "sessions, and on what they ran", from: "expires_at", hours: 0, person: "person_id" },
  { table: "invitations", what: "invitations, taken, withdrawn or open", from: "expires_at", hours: 0, person: "invited_by" },
  { table: "password_resets", what: "links that reset a password, used or not", from: "expires_at", hours: 0, person: "person_id" },
  {
    table: "installation_proposals",
    what: "what waited for a second admin",
    ...{ from: "expires_at", hours: 0, person: "person_id" },
  },
  {
    table: "reports",
    what: "how a reporter can be reached; the report itself stays",
    ...{ from: "reported_at", hours: 180 * DAY },
    forgets: { column: "contact_sealed", owner: "'report:' || id" },
  },
  {
    table: "consents",
    what: "what reporters consented to; a person's goes with the person",
    ...{ from: "at", hours: CONSENTS_DAYS * DAY, only: "owner LIKE 'report:%'" },
  },
  { table: "idempotency_keys", what: "answers for repeated requests", from: "created_at", hours: IDEMPOTENCY_HOURS },
  { table: "carts", what: "carts that nobody came back to", from: "changed_at", hours: CARTS_DAYS * DAY, person: "person_id" },
  {
    table: "orders",
    what: "where an order went that is over; the order itself stays",
    ...{ from: "moved_at", hours: DELIVERIES_DAYS * DAY, only: "state IN ('closed', 'cancelled')", person: "person_id" },
    forgets: { column: "delivery_sealed" },
  },
  {
    table: "payment_webhooks",
    what: "ids of messages of payment providers, so that none is taken twice",
    ...{ from: "received_at", hours: WEBHOOKS_DAYS * DAY },
  },
  { table: "outbox", what: "messages of the stream, for readers who come back", from: "created_at", hours: 7 * DAY },
  { table: "warehouse_news", what: "news of warehouses, for readers who come back", from: "at", hours: 7 * DAY },
  { table: "deliveries", what: "deliveries that a subscriber took", from: "settled_at", hours: 7 * DAY, only: "state = 'delivered'" },
  { table: "exchange_tokens", what: "tokens of partners, so that late ones hear that theirs ended", from: "expires_at", hours: 7 * DAY },
  { table: "exchange_deliveries", what: "events that a partner took", from: "settled_at", hours: 7 * DAY, only: "state = 'delivered'" },
  { table: "retention_days", what: "how much of all these was removed, by day", from: "ran_at", hours: REMOVALS_DAYS * DAY },
];
