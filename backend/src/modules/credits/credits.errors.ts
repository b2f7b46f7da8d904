import { defineProblems } from "../../platform/errors.ts";

export const CREDITS_PROBLEMS = defineProblems("credits", {
  batchUnknown: {
    status: 404,
    title: "No grams were issued under this id.",
    help: "Check the id. A batch that was just issued is here once its block is read.",
  },
  retirementUnknown: {
    status: 404,
    title: "There is no such retirement.",
    help: "Check its name. One that was just made is here once its block is read.",
  },
  requestUnknown: {
    status: 404,
    title: "There is no such request for a retirement.",
    help: "It is named by the digest of what the holder signed. A retirement that was made without us has a name of its own.",
  },
  badClaim: {
    status: 422,
    title: "Grams cannot be retired for that.",
    help: "A claim is in the name of an account, for a time that has begun and ends within 366 days. For a shipment, that account is the holder.",
  },
  aboveBalance: {
    status: 409,
    title: "The holder does not have that many grams of this batch.",
    help: "The detail says how many it has. Retire fewer, or ask again once grams have arrived.",
  },
  notBacked: {
    status: 409,
    title: "Not so many grams of this batch have a saving behind them any more.",
    help: "A part of the saving was called off. The detail says how many can be retired now.",
  },
  shipmentClaimed: {
    status: 409,
    title: "This shipment is made good already, in this name.",
    help: "A beneficiary claims a shipment once; the detail names the retirement that did. Leave the shipment out, or name another one.",
  },
  lapsed: { status: 409, title: "The deadline has passed.", help: "Ask for a new preview and sign again." },
  tooLate: {
    status: 422,
    title: "The deadline is more than a year away.",
    help: "A signature that stays good for longer is worth more to a thief than to its owner. Sign again with an earlier deadline.",
  },
  invalidSignature: {
    status: 422,
    title: "The signature is not the holder's, or not for these values.",
    help: "Sign the typed data of the preview, and send exactly its values.",
  },
  signatureSpent: {
    status: 409,
    title: "This signature was used, or the holder took it back.",
    help: "A signature retires once. Ask for a new preview and sign again if more is to be retired.",
  },
  nonceAhead: {
    status: 409,
    title: "Another signature of the holder comes first.",
    help: "Signatures count in the order of their nonces. Ask for a new preview and sign again.",
  },
  underWay: {
    status: 409,
    title: "Another retirement of this holder is on its way.",
    help: "Wait until it is on chain, ask for a new preview, and sign again. The detail names it.",
    retryable: true,
  },
  stillOnItsWay: {
    status: 409,
    title: "The transaction of this request is not settled yet.",
    help: "Follow the request, and ask again then.",
    retryable: true,
  },
});
