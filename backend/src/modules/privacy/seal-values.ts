import type { App } from "../../platform/app.ts";
import { inTransaction, selectRows, type Ctx } from "../../platform/context.ts";
import type { PersonalFields, SealedColumn } from "../../platform/personal/personal-fields.ts";

const AT_ONCE = 500;

interface WaitingValue {
  /** Secrets of authenticator apps were sealed before, under another key, and addresses of orders from the first on: they never wait here. */
  field: Exclude<SealedColumn, "person_totp.secret" | "orders.delivery">;
  owner: string;
  row_id: string;
  value: string;
}

/** Seals what a migration found unsealed and put aside, some rows at a time; of several processes each takes others. */
export async function sealWaitingValues(app: App): Promise<void> {
  while (await inTransaction(app, (ctx) => sealSome(ctx, app.personal)));
}

async function sealSome(ctx: Ctx, personal: PersonalFields): Promise<boolean> {
  const rows = await selectRows<WaitingValue>(
    ctx,
    `DELETE FROM values_to_seal WHERE (field, row_id) IN (SELECT field, row_id FROM values_to_seal LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING field, owner, row_id, value`,
    [AT_ONCE],
  );
  const destroyed = new Set(personal.destroyed());
  for (const row of rows) if (!destroyed.has(row.owner)) await put(ctx, row, personal);
  return rows.length > 0;
}

async function put({ tx }: Ctx, { field, owner, row_id, value }: WaitingValue, personal: PersonalFields): Promise<void> {
  const sealed = personal.seal(field, owner, value);
  switch (field) {
    case "person_passwords.email": {
      const index = personal.index("email", value);
      await tx.query("UPDATE person_passwords SET email_sealed = $2, email_index = $3 WHERE person_id = $1", [row_id, sealed, index]);
      return;
    }
    case "sessions.device":
      await tx.query("UPDATE sessions SET device_sealed = $2 WHERE id = $1", [row_id, sealed]);
      return;
    case "passkeys.name":
      await tx.query("UPDATE passkeys SET name_sealed = $2 WHERE id = $1", [row_id, sealed]);
      return;
    case "reports.contact":
      await tx.query("UPDATE reports SET contact_sealed = $2 WHERE id = $1", [row_id, sealed]);
      return;
    case "legal_holds.reason":
      await tx.query("UPDATE legal_holds SET reason_sealed = $2 WHERE person_id || ' ' || extract(epoch FROM set_at) = $1", [
        row_id,
        sealed,
      ]);
  }
}
