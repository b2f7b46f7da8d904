import type { Challenge, Session } from "@waybill/protocol/schemas/api/identity";
import { signInMessage } from "@waybill/protocol/siwe/sign-in-message";
import type { Answer, TestBackend } from "./backend.ts";
import { accountOf, CHAIN } from "./organisations.ts";

export async function challengeOf(backend: TestBackend): Promise<Challenge> {
  return (await backend.request("POST", "/api/sessions/challenges")).json<Challenge>();
}

/** The message with which an account answers a challenge on the installation's own page. */
export function messageOf(backend: TestBackend, challenge: Challenge, name: string): string {
  return signInMessage({ origin: backend.url, chainId: CHAIN.chainId }, accountOf(name).address, challenge);
}

/** Sends a message, signed by the account of a name. */
export async function sendSignIn(backend: TestBackend, message: string, by: string, headers: Record<string, string> = {}): Promise<Answer> {
  return backend.request("POST", "/api/sessions", { body: { message, signature: await accountOf(by).signMessage({ message }) }, headers });
}

/** Token of a session, as an organisation gets one. */
export async function signIn(backend: TestBackend, name: string): Promise<string> {
  const answer = await sendSignIn(backend, messageOf(backend, await challengeOf(backend), name), name);
  return answer.json<Session>().token;
}
