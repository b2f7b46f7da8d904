import type { PaymentEntry } from "@waybill/protocol/schemas/api/orders";

/** What was done to a payment at its provider. */
export interface PaymentOperation {
  /** Unique in the payment: the key by which it was asked for. */
  key: string;
  kind: PaymentEntry["kind"];
  amountMinor: number;
  reason: string | null;
  at: Date;
}

/** All that a provider knows of a payment, in the order in which it happened. */
export type ProvidersTruth = readonly PaymentOperation[];

export interface PaymentRequest {
  /** Id of the order: the provider knows the payment by it. */
  reference: string;
  amountMinor: number;
  currency: string;
  token: string;
}

export interface KeyedAmount {
  key: string;
  amountMinor: number;
}

/**
 * Who holds and takes the customers' money. Every call answers the whole truth about the payment, and each may be repeated: a call that
 * was answered and not noted is asked again, and does nothing twice.
 */
export interface PaymentProvider {
  name: string;
  /** Whether it knows a means of payment. */
  knows(token: string): boolean;
  /** Asks for the money to be held. It may be held later, when the customer's bank has asked or time has passed; a webhook tells. */
  authorise(request: PaymentRequest): Promise<ProvidersTruth>;
  /** Tells the customer's bank what the customer answered. */
  answerChallenge(reference: string, answer: string): Promise<ProvidersTruth>;
  /**
   * Takes some of the money that is held, once for each key. The bank may refuse (`refusalKey`), or hold nothing any more: that is the answer to this
   * attempt for ever, and only another attempt asks it anew.
   */
  capture(reference: string, asked: KeyedAmount & { attempt: number }): Promise<ProvidersTruth>;
  /** From then on nothing is taken under a key of a capture (`givenUpKey`); where something was already, nothing changes. */
  giveUp(reference: string, key: string): Promise<ProvidersTruth>;
  /** Gives some of what was taken back, once for each key. */
  refund(reference: string, asked: KeyedAmount): Promise<ProvidersTruth>;
  /** Lets go what is held and was not taken. A payment that was never asked for is one from then on that cannot be: an authorisation which comes late holds nothing. */
  void(reference: string): Promise<ProvidersTruth>;
  /** Which payment a message is about; null unless the provider has signed these very bytes. */
  readWebhook(raw: string, signature: string): { id: string; reference: string } | null;
}
