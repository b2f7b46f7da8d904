/** With this prefix browsers take a cookie from a safe origin alone, HTTPS or this very machine, and no other host of the domain can set it. */
const NAME = "__Host-waybill-refresh";
/** The prefix asks for this path; one route reads the cookie. */
const ATTRIBUTES = "Path=/; HttpOnly; Secure; SameSite=Strict";

/** Header that gives a browser its refresh token. */
export function giveCookie(token: string, expiresAt: Date, now: Date): { "Set-Cookie": string } {
  const seconds = Math.floor((expiresAt.getTime() - now.getTime()) / 1000);
  return { "Set-Cookie": `${NAME}=${token}; ${ATTRIBUTES}; Max-Age=${seconds}` };
}

export const TAKE_COOKIE_BACK = { "Set-Cookie": `${NAME}=; ${ATTRIBUTES}; Max-Age=0` } as const;

/** The refresh token of a `Cookie` header; undefined without one of the right form. */
export function readCookie(header: string | undefined): string | undefined {
  const [, token] = new RegExp(`(?:^|; ?)${NAME}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(header ?? "") ?? [];
  return token;
}
