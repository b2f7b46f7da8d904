import { inTransaction } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { newSecret } from "../../../platform/secrets.ts";
import type { App } from "../../../platform/app.ts";
import { endInstallationInvitations, insertInstallationInvitation } from "./installation-invitations.store.ts";
import { lockAndCountAdmins } from "./installation-roles.store.ts";

/** As long as any invitation. */
const FIRST_RUN_MILLISECONDS = 7 * 86_400_000;

/**
 * Where an installation without an admin gets its first one: a page with a token behind the `#`, good once, for a week, and until the next start.
 * Whoever can read what the server prints runs it anyway.
 *
 * @param origin where the pages are: `https://example.com`
 * @returns null where there is an admin
 */
export async function firstRunLink(app: App, origin: string): Promise<string | null> {
  return inTransaction(app, async (ctx) => {
    if ((await lockAndCountAdmins(ctx)) > 0) return null;
    const token = newSecret(ctx.random);
    const expiresAt = new Date(ctx.clock.now().getTime() + FIRST_RUN_MILLISECONDS);
    await endInstallationInvitations(ctx, "first");
    await insertInstallationInvitation(ctx, { id: newId(ctx.random), token, role: "admin", invitedBy: null, expiresAt });
    return new URL(`/account/invitation?of=installation#${token}`, origin).href;
  });
}
