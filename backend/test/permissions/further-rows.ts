import type { Pool } from "pg";
import type { Owner } from "./records.ts";

/** Rows of one's own that come by ceremonies, by second persons and from other hosts, put beside those that the API has made. */
export async function addFurtherRows(pool: Pool, { account, person }: Pick<Owner, "account" | "person">): Promise<void> {
  const partner = (columns: string) => `SELECT ${columns} FROM exchange_partners WHERE account = $1`;
  const rows = [
    "person_passwords (person_id, email_index, hash, changed_at) VALUES ($2, $3, 'none', now())",
    "person_totp (person_id, secret_sealed) VALUES ($2, '\\x00')",
    "recovery_codes (person_id, hash) VALUES ($2, $3)",
    `passkeys (id, person_id, credential_id, public_key, counter, transports, is_synced, is_discoverable, created_at)
       VALUES ($3, $2, $3, '\\x00', 0, '{}', false, false, now())`,
    "passkey_challenges (challenge, person_id, expires_at) VALUES ($3, $2, now())",
    "password_resets (hash, person_id, made_by, created_at, expires_at) VALUES ($3, $2, $2, now(), now())",
    "installation_roles (person_id, role, given_at) VALUES ($2, 'auditor', now())",
    "installation_proposals (id, act, person_id, proposed_by, proposed_at, expires_at) VALUES ($3, 'give-admin', $2, $2, now(), now())",
    `report_answers (report_id, account, text, answered_at) SELECT report_id, account, 'Thank you', now() FROM report_parties WHERE account = $1`,
    `exchange_grants (partner_id, product_id, granted_at) ${partner("id, $3, now()")}`,
    `exchange_events (partner_id, event_id, type, received_at) ${partner("id, $3, 'test', now()")}`,
    `exchange_deliveries (id, partner_id, type, body, state, created_at, give_up_at)
       ${partner("gen_random_uuid(), id, 'test', '{}', 'delivered', now(), now()")}`,
    `exchange_requests (id, partner_id, wish, state, created_at) ${partner("gen_random_uuid(), id, '{}', 'asked', now()")}`,
    `exchange_activities (footprint_id, position, mode, body) SELECT id, 0, 'Road', '{}' FROM exchange_footprints WHERE account = $1 LIMIT 1`,
    "chain_notes (id, person_id, wallet, call_hash, action, noted_at) VALUES ($3, $2, $1, '0x', 'actor.revoking', now())",
    "legal_holds (person_id, set_at) VALUES ($2, now())",
    "values_to_seal (field, owner, row_id, value) VALUES ('passkeys.name', $2, $3, 'Phone')",
    "idempotency_keys (caller, key, fingerprint, created_at) VALUES ('person:' || $2, 'first', '', now())",
    `exchange_received (partner_id, footprint_id, announced_at) ${partner("id, gen_random_uuid(), now()")}`,
  ];
  const named = rows.map((row, index) => `added_${index} AS (INSERT INTO ${row})`);
  await pool.query(`WITH ${named.join(", ")} SELECT $1::text, $2::text, $3::text`, [account, person, `of ${account}`]);
}
