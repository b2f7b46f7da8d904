import { defineProblems } from "../../platform/errors.ts";

export const CUSTODY_PROBLEMS = defineProblems("custody", {
  unitUnknown: {
    status: 404,
    title: "No such unit is known here.",
    help: "The unit was never opened through this service, or its key is mistyped.",
  },
  opening: {
    status: 404,
    title: "The unit is about to be opened.",
    help: "The holder signed and the transaction is on its way. Ask again in a moment, or follow `/api/stream`.",
    retryable: true,
  },
  openingFailed: {
    status: 409,
    title: "The unit could not be opened.",
    help: "The detail says what the contract answered. Sign a new opening.",
  },
  unitTaken: {
    status: 409,
    title: "This unit was opened before.",
    help: "A unit has one life. Use a fresh salt when a logistic unit is packed anew.",
  },
  notALogisticUnit: {
    status: 422,
    title: "The subject names no logistic unit.",
    help: "Custody is of logistic units: name one by its SSCC as a canonical Digital Link, `https://id.gs1.org/00/…`.",
  },
  unitMismatch: {
    status: 422,
    title: "The unit's contents do not hash to what was signed.",
    help: "`docHash` must be the contents root of exactly these items with this salt, in this order.",
  },
  unitClosed: { status: 409, title: "The unit's custody has ended.", help: "A closed unit never opens again." },
  seqStale: {
    status: 409,
    title: "Custody has changed since this was signed.",
    help: "Read the unit again and sign with its present holder and `seq`.",
  },
  alreadyOffered: {
    status: 409,
    title: "The unit is offered to somebody already.",
    help: "Two different offers for one `seq` contradict each other. Wait until the answer to the first is on chain, or until it lapses, or withdraw it on chain.",
  },
  lapsed: { status: 409, title: "The deadline has passed.", help: "Sign again with a later deadline." },
  invalidReceiver: { status: 422, title: "Nobody can take over like that.", help: "The receiver must be another account than the holder." },
  receiverUnknown: {
    status: 422,
    title: "The receiver is not a registered organisation.",
    help: "Only an account that is registered on chain, and not revoked, can be offered a unit.",
  },
  holderUnknown: {
    status: 403,
    title: "The holder is not a registered organisation.",
    help: "Register the account first; the registration must be on chain.",
  },
  invalidSignature: {
    status: 422,
    title: "The signature is not this party's, or not for these values.",
    help: "Sign the typed data of the protocol with exactly the values that are sent, for this chain and this contract.",
  },
  handoverUnknown: { status: 404, title: "There is no such handover.", help: "Check its id." },
  handoverClosed: { status: 409, title: "This handover was answered already.", help: "Read it to see how it ended." },
});
