import { codeAt, stepOf } from "../../src/modules/identity/second-factor/totp.ts";
import type { Answer, TestBackend } from "./backend.ts";
import { refresh, signedOf, type Signed } from "./sessions.ts";

type Asked = Pick<TestBackend, "url" | "request">;

/** An authenticator app, as its owner holds it. */
export interface TestApp {
  secret: Buffer;
  /** The secret as its owner is shown it. */
  text: string;
  recoveryCodes: string[];
  /** The code that it shows at a time. */
  codeAt(time: Date): string;
}

/**
 * Sets up an authenticator app in a session, as its person would: who typed a code too late types the next one.
 *
 * @param at by the clock of the backend, where that is not the machine's
 */
export async function setUpApp(backend: Asked, token: string, at?: Date): Promise<TestApp> {
  const path = "/api/me/second-factor";
  const begun = await backend.request("POST", path, { token, body: {} });
  if (begun.status !== 201) throw new Error(begun.text);
  const { secret: text } = begun.json<{ secret: string }>();
  const secret = bytesOf(text);
  const shown = (time: Date) => codeAt(secret, stepOf(time));
  const confirm = async (): Promise<Answer> => {
    const typed = at ?? new Date();
    const answer = await backend.request("PUT", path, { token, body: { code: shown(typed) } });
    return answer.status === 401 && stepOf(at ?? new Date()) > stepOf(typed) ? confirm() : answer;
  };
  const confirmed = await confirm();
  if (confirmed.status !== 200) throw new Error(confirmed.text);
  return { secret, text, recoveryCodes: confirmed.json<{ codes: string[] }>().codes, codeAt: shown };
}

/** A whole session out of the answer to a first sign-in by password, or to an invitation taken with one: sets up an app, and goes on. */
export async function wholeSession(backend: Asked, answer: Answer, at?: Date): Promise<Signed & { app: TestApp }> {
  if (answer.status !== 201) throw new Error(answer.text);
  const { accessToken, cookie } = signedOf(answer);
  const app = await setUpApp(backend, accessToken, at);
  return { ...signedOf(await refresh(backend, cookie)), app };
}

/** Bytes of base32 in upper case. */
function bytesOf(text: string): Buffer {
  const bits = [...text].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
