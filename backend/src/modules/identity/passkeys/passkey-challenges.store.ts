import { selectRows, type Ctx } from "../../../platform/context.ts";

/** Time to find the key and to show finger, face or PIN. */
export const PASSKEY_CHALLENGE_MILLISECONDS = 300_000;

/** A challenge that one passkey answers once. @param person who is signed in and alone may answer it; null where anybody may sign in */
export async function newPasskeyChallenge({ tx, clock, random }: Ctx, person: string | null): Promise<string> {
  const challenge = Buffer.from(random.bytes(32)).toString("base64url");
  const expiresAt = new Date(clock.now().getTime() + PASSKEY_CHALLENGE_MILLISECONDS);
  await tx.query("INSERT INTO passkey_challenges (challenge, person_id, expires_at) VALUES ($1, $2, $3)", [challenge, person, expiresAt]);
  return challenge;
}

/** Uses a challenge up in one statement: whoever comes second is told false, as for one that is unknown, too old, or for somebody else. */
export async function takePasskeyChallenge(ctx: Ctx, challenge: string, person: string | null): Promise<boolean> {
  const taken = await selectRows(
    ctx,
    `UPDATE passkey_challenges SET used_at = $3
     WHERE challenge = $1 AND person_id IS NOT DISTINCT FROM $2 AND used_at IS NULL AND expires_at > $3 RETURNING challenge`,
    [challenge, person, ctx.clock.now()],
  );
  return taken.length > 0;
}
