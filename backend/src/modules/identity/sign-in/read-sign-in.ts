import { parseSiweMessage } from "@waybill/protocol/siwe/parse-siwe-message";
import type { SiweMessage } from "@waybill/protocol/siwe/siwe-message";
import { ProblemError } from "../../../platform/errors.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { objectionTo, type SignInPlace } from "./sign-in-objection.ts";

/**
 * The message, when it keeps the grammar and is meant for this installation now.
 *
 * @throws {ProblemError} `identity.malformed-sign-in`, `identity.foreign-sign-in`
 */
export function readSignIn(text: string, place: SignInPlace): SiweMessage {
  const reading = parseSiweMessage(text);
  const at = (message: string) => ({ errors: [{ pointer: "/message", message }] });
  if (!reading.valid) throw new ProblemError(IDENTITY_PROBLEMS.malformedSignIn, at(reading.reason));
  const objection = objectionTo(reading.message, place);
  if (objection !== undefined) throw new ProblemError(IDENTITY_PROBLEMS.foreignSignIn, at(objection));
  return reading.message;
}
