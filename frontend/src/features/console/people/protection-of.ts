import type { PersonView } from "@waybill/protocol/schemas/api/installation";
import type { MessageId } from "../../../lib/i18n/text.tsx";

/** By what somebody signs in, in words. */
export function protectionOf({ hasPasskey, hasSecondFactor, email }: PersonView): MessageId {
  if (hasPasskey) return "console.people.passkey";
  if (hasSecondFactor) return "console.people.app";
  return email === null ? "console.people.wallet" : "console.people.password";
}
