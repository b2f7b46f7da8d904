import { readDateTime } from "@waybill/protocol/siwe/date-time";
import type { SiweMessage } from "@waybill/protocol/siwe/siwe-message";
import { isOwnOrigin, type OwnOrigins } from "../../../platform/http/own-origins.ts";

/** Time to find the wallet and sign. */
export const CHALLENGE_MILLISECONDS = 300_000;
/** How far another server's clock, on which a message may be written, may be ahead. */
const CLOCK_SKEW_MILLISECONDS = 60_000;

/** Where and when a message to sign in may be meant for. */
export interface SignInPlace {
  origins: OwnOrigins;
  chainId: number;
  now: Date;
}

/** Why a message is not meant for this installation now; undefined when it is. */
export function objectionTo(message: SiweMessage, { origins, chainId, now }: SignInPlace): string | undefined {
  const [origin = "", scheme] = /^([a-z]+):\/\/[^/?#]*/.exec(message.uri) ?? [];
  if (!isOwnOrigin(origins, origin)) return "its URI is not an address of this installation";
  if (origin !== `${scheme}://${message.domain}` || (message.scheme ?? scheme) !== scheme) return "its domain is not that of its URI";
  if (message.chainId !== chainId) return `its chain is ${message.chainId}, not ${chainId}`;
  const at = (time: string | undefined) => (time === undefined ? undefined : readDateTime(time));
  const present = now.getTime();
  const [issued = Infinity, expires = Infinity, notBefore = -Infinity] = [message.issuedAt, message.expirationTime, message.notBefore].map(
    at,
  );
  if (issued > present + CLOCK_SKEW_MILLISECONDS || notBefore > present + CLOCK_SKEW_MILLISECONDS) return "its time has not come";
  if (issued + CHALLENGE_MILLISECONDS < present || expires <= present) return "it is too old";
  return undefined;
}
