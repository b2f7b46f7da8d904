import type { SealedColumn } from "../../platform/personal/personal-fields.ts";

/** One table that holds something about people, and what of it they are given and what becomes of it when they are erased. */
export interface PersonalTable {
  table: string;
  /** Which rows are about the person of id `$1`. */
  isAbout: string;
  /** Columns that the person is given as they are. */
  shows: readonly string[];
  /** Columns that are opened for the person. */
  opens?: Readonly<Record<string, SealedColumn>>;
  /** Columns that say nothing to the person: hashes, secrets, marks of our own. */
  hides: readonly string[];
  /** Why the rows outlive the person; without it they are deleted. */
  stays?: string;
}

const OF_ITS_ORDERS = "order_id IN (SELECT id FROM orders WHERE person_id = $1)";

/** Every table with something about people, in the order in which rows can be deleted. A test holds it against the database. */
export const PERSONAL_TABLES: readonly PersonalTable[] = [
  { table: "recovery_codes", isAbout: "person_id = $1", shows: ["used_at"], hides: ["person_id", "hash"] },
  {
    table: "person_totp",
    isAbout: "person_id = $1",
    shows: ["confirmed_at"],
    hides: ["person_id", "secret", "secret_sealed", "last_step"],
  },
  {
    table: "person_passwords",
    isAbout: "person_id = $1",
    shows: ["changed_at"],
    opens: { email_sealed: "person_passwords.email" },
    hides: ["person_id", "hash", "email_index"],
  },
  {
    table: "passkeys",
    isAbout: "person_id = $1",
    shows: ["id", "transports", "is_synced", "is_discoverable", "created_at", "last_used_at"],
    opens: { name_sealed: "passkeys.name" },
    hides: ["person_id", "credential_id", "public_key", "counter"],
  },
  { table: "passkey_challenges", isAbout: "person_id = $1", shows: ["expires_at", "used_at"], hides: ["person_id", "challenge"] },
  { table: "installation_roles", isAbout: "person_id = $1", shows: ["role", "given_at"], hides: ["person_id"] },
  {
    table: "installation_proposals",
    isAbout: "person_id = $1 OR proposed_by = $1",
    shows: ["act", "person_id", "account", "proposed_by", "proposed_at", "confirmed_at", "expires_at"],
    hides: ["id"],
  },
  {
    table: "chain_notes",
    isAbout: "person_id = $1",
    shows: ["wallet", "action", "noted_at", "transaction_hash"],
    hides: ["id", "person_id", "call_hash"],
  },
  { table: "memberships", isAbout: "person_id = $1", shows: ["account", "role", "since"], hides: ["person_id"] },
  {
    table: "password_resets",
    isAbout: "person_id = $1 OR made_by = $1",
    shows: ["person_id", "made_by", "created_at", "expires_at", "used_at"],
    hides: ["hash"],
  },
  {
    table: "invitations",
    isAbout: "invited_by = $1",
    shows: ["id", "account", "role", "created_at", "expires_at", "used_at", "ended_at"],
    hides: ["hash", "invited_by"],
  },
  {
    table: "sessions",
    isAbout: "person_id = $1",
    shows: ["id", "account", "amr", "began_by", "auth_time", "created_at", "used_at", "idle_at", "expires_at", "ended_at"],
    opens: { device_sealed: "sessions.device" },
    hides: ["person_id"],
  },
  { table: "person_wallets", isAbout: "person_id = $1", shows: ["account", "added_at"], hides: ["person_id"] },
  { table: "values_to_seal", isAbout: "owner = $1", shows: ["field", "value"], hides: ["owner", "row_id"] },
  {
    table: "idempotency_keys",
    isAbout: "caller = 'person:' || $1",
    shows: ["key", "status", "created_at"],
    hides: ["caller", "fingerprint", "headers", "body"],
  },
  { table: "consents", isAbout: "owner = $1", shows: ["purpose", "version", "is_given", "at"], hides: ["id", "owner"] },
  { table: "carts", isAbout: "person_id = $1", shows: ["lines", "changed_at"], hides: ["person_id", "version"] },
  {
    table: "order_lines",
    isAbout: OF_ITS_ORDERS,
    shows: [
      "order_id",
      "number",
      "gtin",
      "title",
      "quantity",
      "unit_minor",
      "amount_minor",
      "tax_basis_points",
      "tax_minor",
      "shipped",
      "returned",
      "called_off",
    ],
    hides: [],
    stays: "what was sold and taxed has to be shown for years, and names nobody",
  },
  {
    table: "payments",
    isAbout: OF_ITS_ORDERS,
    shows: ["order_id", "provider", "amount_minor", "currency"],
    hides: ["token"],
    stays: "what was paid has to be shown for years, and names nobody",
  },
  {
    table: "order_transitions",
    isAbout: OF_ITS_ORDERS,
    shows: ["order_id", "version", "event", "from_state", "to_state", "made_by", "cause", "at"],
    hides: [],
    stays: "what became of an order belongs to the books, and names nobody",
  },
  {
    table: "order_news",
    isAbout: OF_ITS_ORDERS,
    shows: ["order_id", "sequence", "kind", "about", "number"],
    hides: [],
    stays: "what became of an order belongs to the books, and names nobody",
  },
  {
    table: "order_goods_moved",
    isAbout: OF_ITS_ORDERS,
    shows: ["order_id", "kind", "lines", "goods_minor", "shipping_minor", "paid_minor", "waived_minor", "is_given_up", "at"],
    hides: ["id", "key"],
    stays: "what left and came back belongs to the books, and names nobody",
  },
  {
    table: "payment_events",
    isAbout: OF_ITS_ORDERS,
    shows: ["order_id", "kind", "amount_minor", "reason", "at"],
    hides: ["key"],
    stays: "what was paid has to be shown for years, and names nobody",
  },
  {
    table: "fulfilment_goods",
    isAbout: `fulfilment_id IN (SELECT id FROM fulfilment_orders WHERE ${OF_ITS_ORDERS})`,
    shows: ["fulfilment_id", "line", "gtin", "lot", "expiry", "quantity"],
    hides: [],
    stays: "which lot left has to be found in a recall, and names nobody",
  },
  {
    table: "fulfilment_orders",
    isAbout: OF_ITS_ORDERS,
    shows: ["id", "order_id", "warehouse", "state", "held_for", "ended_for", "carrier", "tracking", "parcels", "made_at", "changed_at"],
    hides: ["has_program", "fence", "version", "is_asked", "is_let_go", "withdraw_for", "wanted", "lacks", "is_too_late", "owes_word"],
    stays: "who shipped what belongs to the books, and names nobody",
  },
  {
    table: "routing_decisions",
    isAbout: OF_ITS_ORDERS,
    shows: ["order_id", "number", "made_for", "problem", "plan", "objective", "at"],
    hides: ["problem_digest", "excluded", "bound", "gap", "greedy_objective", "solver"],
    stays: "why a warehouse was chosen can be shown later; of the customer it knows the country alone",
  },
  {
    table: "orders",
    isAbout: "person_id = $1",
    shows: [
      "id",
      "state",
      "currency",
      "goods_minor",
      "shipping_minor",
      "tax_minor",
      "total_minor",
      "country",
      "placed_at",
      "moved_at",
      "waits_for",
    ],
    opens: { delivery_sealed: "orders.delivery" },
    hides: ["person_id", "request_key", "request_digest", "version", "is_cleared"],
    stays: "what was ordered has to be shown for years; where it went cannot be read any more",
  },
  {
    table: "legal_holds",
    isAbout: "person_id = $1",
    shows: ["set_at", "lifted_at"],
    opens: { reason_sealed: "legal_holds.reason" },
    hides: ["person_id"],
    stays: "when something was kept for a court is itself to be shown later; the reason cannot be read any more",
  },
  {
    table: "audit_entries",
    isAbout: "actor = 'person:' || $1 OR subject = $1",
    shows: ["at", "stream", "sequence", "actor", "account", "action", "subject", "outcome"],
    hides: ["id", "details", "request_id", "previous", "hash"],
    stays: "an entry names nobody but by a random id, and the log is chained",
  },
  { table: "persons", isAbout: "id = $1", shows: ["id", "created_at", "ways_in_changed_at"], hides: [] },
];
