import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction, selectRows, type Ctx } from "../../../platform/context.ts";
import { resealRows, type Reseal } from "../../../platform/reseal-rows.ts";
import { openSecret, sealSecret } from "../../../platform/sealed-secret.ts";

type Keys = Pick<App, "config">;

/** What a subscriber checks signatures with; for a time both, so that it can change over without losing a document. */
const secrets = z.strictObject({
  token: z.string(),
  before: z.strictObject({ token: z.string(), until: z.iso.datetime() }).optional(),
});

const placeOf = (subscription: string) => ({ purpose: "waybill webhook secrets" as const, owner: subscription });

/** The secret of a new subscription, as it is kept. */
export function sealToken({ config, random }: Pick<App, "config" | "random">, subscription: string, token: string): Buffer {
  return sealSecret(random, config.documents.key, placeOf(subscription), JSON.stringify({ token }));
}

/** The secrets that sign at a time, the newest first; none where the subscriber asked for no signature. */
export function openTokens({ config }: Keys, { id, secrets: sealed }: { id: string; secrets: Buffer | null }, now: Date): string[] {
  if (sealed === null) return [];
  const { token, before } = secrets.parse(JSON.parse(openSecret(config.documents.key, placeOf(id), sealed)));
  return before !== undefined && Date.parse(before.until) > now.getTime() ? [token, before.token] : [token];
}

/** Signs with another secret from now on, and for some seconds with the one before, too. Zero seconds: it is known to others. The same again changes nothing. */
export async function replaceToken(
  ctx: Ctx,
  { config }: Keys,
  subscription: { id: string; secrets: Buffer | null },
  { token, overlapSeconds }: { token: string; overlapSeconds: number },
): Promise<void> {
  const now = ctx.clock.now();
  const [present] = openTokens({ config }, subscription, now);
  // The same again, as after an answer that was lost, takes nothing from the overlap.
  if (present === token && overlapSeconds > 0) return;
  const until = new Date(now.getTime() + overlapSeconds * 1_000).toISOString();
  const next = { token, ...(present === undefined || overlapSeconds === 0 ? {} : { before: { token: present, until } }) };
  const sealed = sealSecret(ctx.random, config.documents.key, placeOf(subscription.id), JSON.stringify(next));
  await ctx.tx.query("UPDATE subscriptions SET signature_secrets = $2 WHERE id = $1", [subscription.id, sealed]);
}

/** Secrets that an older version kept as they are are sealed, by a process that has the key. */
export async function sealTokensInClear(app: App): Promise<void> {
  if (!app.config.roles.some((role) => role === "api" || role === "worker")) return;
  await inTransaction(app, async (ctx) => {
    const rows = await selectRows<{ id: string; token: string }>(
      ctx,
      "SELECT id, signature_token AS token FROM subscriptions WHERE signature_token IS NOT NULL FOR UPDATE",
    );
    for (const { id, token } of rows)
      await ctx.tx.query("UPDATE subscriptions SET signature_secrets = $2, signature_token = NULL WHERE id = $1", [
        id,
        sealToken(app, id, token),
      ]);
  });
}

/** Seals the secrets of subscribers under the newest key of the server. */
export const resealTokens: Reseal = (dataSource, random, serverKeys) =>
  resealRows(dataSource, {
    ...{ table: "subscriptions", key: "id", column: "signature_secrets" },
    again: (id, sealed) => sealSecret(random, serverKeys, placeOf(id), openSecret(serverKeys, placeOf(id), sealed)),
  });
