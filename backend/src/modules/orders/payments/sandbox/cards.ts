/** The sandbox's means of payment, by what becomes of them. */
export const SANDBOX_CARDS = {
  "sandbox:approve": "is held at once",
  "sandbox:decline": "is declined",
  "sandbox:challenge": "the customer's bank asks for a code, which is 123456",
  "sandbox:delay": "is held after two seconds, and a webhook tells",
  "sandbox:duplicate": "the same, and the webhook comes three times, and then an older one",
  "sandbox:refuse": "is held, and the bank refuses to pay until it is asked again",
  "sandbox:lapse": "is held, and the bank holds it no more when goods leave",
} as const;

export type SandboxCard = keyof typeof SANDBOX_CARDS;

export const CHALLENGE_CODE = "123456";

export function isSandboxCard(token: string): token is SandboxCard {
  return Object.hasOwn(SANDBOX_CARDS, token);
}
