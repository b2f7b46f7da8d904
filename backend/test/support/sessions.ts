import type { AccessGrant, Challenge } from "@waybill/protocol/schemas/api/identity";
import { signInMessage } from "@waybill/protocol/siwe/sign-in-message";
import { checkAccountSignature } from "@waybill/protocol/verify/account-signature";
import type { ChainReader } from "@waybill/protocol/verify/chain-reader";
import type { VerifySignature } from "../../src/platform/signatures.ts";
import type { Answer, TestBackend } from "./backend.ts";
import { accountOf, CHAIN } from "./organisations.ts";

/** Any backend over HTTP. */
type Asked = Pick<TestBackend, "url" | "request">;

export async function challengeOf(backend: Asked): Promise<Challenge> {
  return (await backend.request("POST", "/api/sessions/challenges")).json<Challenge>();
}

/** The message with which an account answers a challenge on the installation's own page. */
export function messageOf(backend: Asked, challenge: Challenge, name: string): string {
  return signInMessage({ origin: backend.url, chainId: CHAIN.chainId }, accountOf(name).address, challenge);
}

/** Sends a message, signed by the account of a name. */
export async function sendSignIn(backend: Asked, message: string, by: string, headers: Record<string, string> = {}): Promise<Answer> {
  return backend.request("POST", "/api/sessions", { body: { message, signature: await accountOf(by).signMessage({ message }) }, headers });
}

/** Access token of a session, as an organisation gets one. */
export async function signIn(backend: Asked, name: string): Promise<string> {
  const answer = await sendSignIn(backend, messageOf(backend, await challengeOf(backend), name), name);
  return answer.json<AccessGrant>().accessToken;
}

/** For tests in which no account is a wallet contract, and no node can be asked. */
export const keysAlone: VerifySignature = (given) =>
  checkAccountSignature({ isValidContractSignature: async () => false } as unknown as ChainReader, given);

/** What a browser has after signing in: an access token, and the refresh token in its cookie. */
export interface Signed {
  accessToken: string;
  cookie: string;
}

export async function signInAs(backend: Asked, name: string, headers: Record<string, string> = {}): Promise<Signed> {
  return signedOf(await sendSignIn(backend, messageOf(backend, await challengeOf(backend), name), name, headers));
}

export function signedOf(answer: Answer): Signed {
  return { accessToken: answer.json<AccessGrant>().accessToken, cookie: cookieOf(answer) };
}

/** What the browser keeps of `Set-Cookie`; "" when there is none. */
export function cookieOf({ headers }: Answer): string {
  return (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

/** Asks for the next access token as a page of our own does. */
export function refresh(backend: Asked, cookie: string, headers: Record<string, string> = {}): Promise<Answer> {
  return backend.request("POST", "/api/sessions/refresh", {
    headers: { Cookie: cookie, Origin: backend.url, "Sec-Fetch-Site": "same-origin", ...headers },
  });
}
