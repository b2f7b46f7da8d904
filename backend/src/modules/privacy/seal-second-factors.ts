import type { App } from "../../platform/app.ts";
import { inTransaction, selectRows } from "../../platform/context.ts";
import { openSecret } from "../../platform/sealed-secret.ts";

/** Secrets of authenticator apps that an older version sealed under a key of the server are sealed under the keys of their people. */
export async function sealSecondFactors(app: App): Promise<void> {
  await inTransaction(app, async (ctx) => {
    const rows = await selectRows<{ person: string; secret: Buffer }>(
      ctx,
      "SELECT person_id AS person, secret FROM person_totp WHERE secret IS NOT NULL AND secret_sealed IS NULL FOR UPDATE",
    );
    for (const { person, secret } of rows) {
      const opened = openSecret(app.config.documents.key, { purpose: "waybill second factors", owner: person }, secret);
      const sealed = app.personal.seal("person_totp.secret", person, opened);
      await ctx.tx.query("UPDATE person_totp SET secret_sealed = $2, secret = NULL WHERE person_id = $1", [person, sealed]);
    }
  });
}
