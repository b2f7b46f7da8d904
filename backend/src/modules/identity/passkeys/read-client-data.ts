import { z } from "zod";
import { ProblemError } from "../../../platform/errors.ts";
import { isOwnOrigin, type OwnOrigins } from "../../../platform/http/own-origins.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";

/** What the browser says about a page, and the passkey signs (WebAuthn, CollectedClientData). */
const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
});

/** Of a page of ours: what it asked, and the host that its passkeys are for (RP ID). */
export interface OwnPage {
  challenge: string;
  origin: string;
  rpId: string;
}

/**
 * The page on which a passkey was made or used. As for a message to sign in with, the configuration says which pages are ours; the host of such a page
 * is what its passkeys are for, which browsers take by themselves and authenticators sign.
 *
 * @param text base64url of `clientDataJSON`
 * @throws {ProblemError} `identity.wrong-passkey`
 */
export function readClientData(
  text: string,
  { type, origins }: { type: "webauthn.create" | "webauthn.get"; origins: OwnOrigins },
): OwnPage {
  const said = parse(text);
  const objection = said === null ? "it is no client data" : objectionTo(said, { type, origins });
  if (said === null || objection !== undefined) throw wrongPasskey(objection ?? "");
  return { challenge: said.challenge, origin: said.origin, rpId: new URL(said.origin).hostname };
}

/** A passkey's answer that does not hold, with the reason. */
export function wrongPasskey(reason: string): ProblemError {
  return new ProblemError(IDENTITY_PROBLEMS.wrongPasskey, { errors: [{ pointer: "/passkey", message: reason }] });
}

function parse(text: string): z.infer<typeof clientData> | null {
  try {
    return clientData.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    return null;
  }
}

function objectionTo(said: z.infer<typeof clientData>, wanted: { type: string; origins: OwnOrigins }): string | undefined {
  if (said.type !== wanted.type) return `its type is not ${wanted.type}`;
  if (!isOwnOrigin(wanted.origins, said.origin)) return "its origin is not an address of this installation";
  return said.crossOrigin === true ? "it was asked for inside a page of somebody else" : undefined;
}
