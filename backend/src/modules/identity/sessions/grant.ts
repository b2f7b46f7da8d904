import type { Reply } from "../../../platform/http/route.ts";
import type { Sessions } from "./create-sessions.ts";
import { giveCookie } from "./refresh-cookie.ts";
import type { OpenedSession } from "./sessions.service.ts";

export const GRANTED = "The access token, for ten minutes; the refresh token is in the cookie.";

/** What a client gets to go on with: an access token in the body, the refresh token in the cookie. */
export async function grantOf({ app, tokens }: Sessions, status: number, opened: OpenedSession): Promise<Reply> {
  const { accessToken, expiresAt } = await tokens.sign(opened.principal);
  return {
    status,
    body: { accessToken, expiresAt: expiresAt.toISOString() },
    headers: giveCookie(opened.refreshToken, opened.expiresAt, app.clock.now()),
  };
}
