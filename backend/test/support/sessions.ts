import type { Challenge, Session } from "@waybill/protocol/schemas/api/identity";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { signInTypedData } from "@waybill/protocol/typed-data/sign-in";
import type { Answer, TestBackend } from "./backend.ts";
import { accountOf, CHAIN } from "./organisations.ts";

export async function challengeOf(backend: TestBackend, name: string): Promise<Challenge> {
  const answer = await backend.request("POST", "/api/sessions/challenges", { body: { account: accountOf(name).address } });
  return answer.json<Challenge>();
}

/** Signs a challenge as `by` and sends it for the account that it was made for. */
export async function answerChallenge(
  backend: TestBackend,
  { account, nonce, expiresAt }: Challenge,
  by: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const typedData = signInTypedData(CHAIN, { account: account as Address, nonce: nonce as Hex32, expiresAt });
  return backend.request("POST", "/api/sessions", {
    body: { account, nonce, signature: await accountOf(by).signTypedData(typedData) },
    headers,
  });
}

/** Token of a session, as an organisation gets one. */
export async function signIn(backend: TestBackend, name: string): Promise<string> {
  return (await answerChallenge(backend, await challengeOf(backend, name), name)).json<Session>().token;
}
