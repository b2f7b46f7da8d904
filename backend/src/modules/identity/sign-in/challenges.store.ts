import type { Challenge } from "@waybill/protocol/schemas/api/identity";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { CHALLENGE_MILLISECONDS } from "./sign-in-objection.ts";

/** A nonce for one message. Anybody may ask; only an account's own key can answer. */
export async function newChallenge({ tx, clock, random }: Ctx): Promise<Challenge> {
  const nonce = Buffer.from(random.bytes(16)).toString("hex");
  const issuedAt = clock.now();
  const expiresAt = new Date(issuedAt.getTime() + CHALLENGE_MILLISECONDS);
  await tx.query("INSERT INTO sign_in_challenges (nonce, issued_at, expires_at) VALUES ($1, $2, $3)", [nonce, issuedAt, expiresAt]);
  return { nonce, issuedAt: issuedAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

/** Uses a nonce up in one statement: whoever comes second is told false, as for one that is unknown or too old. */
export async function takeChallenge(ctx: Ctx, nonce: string): Promise<boolean> {
  const taken = await selectRows(
    ctx,
    "UPDATE sign_in_challenges SET used_at = $2 WHERE nonce = $1 AND used_at IS NULL AND expires_at > $2 RETURNING nonce",
    [nonce, ctx.clock.now()],
  );
  return taken.length > 0;
}
