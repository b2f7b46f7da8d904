import { selectRows, type Ctx } from "../../../platform/context.ts";

/** A passkey as it lies in the database; see the migration. */
export interface PasskeyRow {
  id: string;
  person: string;
  /** Base64url. */
  credentialId: string;
  /** COSE_Key (RFC 9052). */
  publicKey: Buffer;
  /** How often its authenticator says to have signed; 0 for one that does not count. */
  counter: number;
  transports: string[];
  isSynced: boolean;
  isDiscoverable: boolean;
  /** Sealed; null until it has one. */
  name: Buffer | null;
  createdAt: Date;
  lastUsedAt: Date | null;
}

const COLUMNS = `id, person_id AS person, credential_id AS "credentialId", public_key AS "publicKey", counter, transports,
  is_synced AS "isSynced", is_discoverable AS "isDiscoverable", name_sealed AS name, created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

type Stored = Omit<PasskeyRow, "counter"> & { counter: string };
const rowOf = (stored: Stored): PasskeyRow => ({ ...stored, counter: Number(stored.counter) });

/** One change of a person's passkeys at a time: how many there are, and whether one is the last, holds until it is made. */
export async function lockPasskeys({ tx }: Pick<Ctx, "tx">, person: string): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('passkeys ' || $1, 0))", [person]);
}

/** The passkeys of a person, the newest first. */
export async function passkeysOf(ctx: Pick<Ctx, "tx">, person: string): Promise<PasskeyRow[]> {
  const rows = await selectRows<Stored>(ctx, `SELECT ${COLUMNS} FROM passkeys WHERE person_id = $1 ORDER BY created_at DESC, id`, [person]);
  return rows.map(rowOf);
}

export async function hasPasskey(ctx: Pick<Ctx, "tx">, person: string): Promise<boolean> {
  const [row] = await selectRows<{ has: boolean }>(ctx, "SELECT EXISTS (SELECT FROM passkeys WHERE person_id = $1) AS has", [person]);
  return row?.has === true;
}

export async function findPasskey(ctx: Pick<Ctx, "tx">, credentialId: string): Promise<PasskeyRow | undefined> {
  const [row] = await selectRows<Stored>(ctx, `SELECT ${COLUMNS} FROM passkeys WHERE credential_id = $1`, [credentialId]);
  return row && rowOf(row);
}

/** Without its name. False when the credential is registered already, for whomever; one that is being registered is waited for. */
export async function insertPasskey(ctx: Pick<Ctx, "tx">, row: Omit<PasskeyRow, "name" | "lastUsedAt">): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `INSERT INTO passkeys (id, person_id, credential_id, public_key, counter, transports, is_synced, is_discoverable, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (credential_id) DO NOTHING RETURNING id`,
    [
      ...[row.id, row.person, row.credentialId, row.publicKey, row.counter, row.transports],
      ...[row.isSynced, row.isDiscoverable, row.createdAt],
    ],
  );
  return rows.length > 0;
}

/** Notes a use. False when the authenticator has not counted on (WebAuthn, 7.2): the key is a copy, or has been copied. */
export async function countUse({ tx, clock }: Pick<Ctx, "tx" | "clock">, id: string, counter: number): Promise<boolean> {
  const rows = await selectRows(
    { tx },
    "UPDATE passkeys SET counter = $2, last_used_at = $3 WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING id",
    [id, counter, clock.now()],
  );
  return rows.length > 0;
}

export async function renamePasskey(
  ctx: Pick<Ctx, "tx">,
  { person, id, name }: { person: string; id: string; name: Buffer },
): Promise<boolean> {
  const rows = await selectRows(ctx, "UPDATE passkeys SET name_sealed = $3 WHERE person_id = $1 AND id = $2 RETURNING id", [
    person,
    id,
    name,
  ]);
  return rows.length > 0;
}

export async function deletePasskey({ tx }: Pick<Ctx, "tx">, id: string): Promise<void> {
  await tx.query("DELETE FROM passkeys WHERE id = $1", [id]);
}

/** Forgets all of a person's, and answers how many there were. */
export async function deletePasskeysOf(ctx: Pick<Ctx, "tx">, person: string): Promise<number> {
  return (await selectRows(ctx, "DELETE FROM passkeys WHERE person_id = $1 RETURNING id", [person])).length;
}
