import { defineProblems } from "../../../platform/errors.ts";

export const CLAIMS_PROBLEMS = defineProblems("claims", {
  unknown: { status: 404, title: "There is no such claim.", help: "Check its id." },
  superseded: {
    status: 409,
    title: "A newer footprint took the place of the one that is claimed on.",
    help: "Statements or factors have changed. Withdraw the claim, if there is one, and claim on the newer footprint; the detail names it.",
  },
  incomplete: {
    status: 422,
    title: "Nothing can be claimed on a footprint that is incomplete or contested.",
    help: "A lower bound is no basis for a saving, nor are accounts that differ. The footprint names both; have what is missing stated and what is wrong declared in error, and keep the footprint anew.",
  },
  badChange: {
    status: 422,
    title: "The goods cannot have gone that way.",
    help: "Each change that cannot be made is named.",
  },
  noSaving: {
    status: 422,
    title: "Nothing was saved.",
    help: "The baseline, rounded down, must emit more than what happened, rounded up; and what is withheld must leave something to the receiver.",
  },
  noTime: {
    status: 422,
    title: "Nobody states when a claimed transport happened, or its year has not begun.",
    help: "Grams are of a year. Have departure or arrival stated, and keep the footprint anew.",
  },
  notAParty: {
    status: 403,
    title: "Only who has a part in a transport can claim what it saved.",
    help: "That is its carrier, who paid for it, who sent the goods, or who took them in.",
  },
  alreadyClaimed: {
    status: 409,
    title: "This transport is claimed already.",
    help: "A saving is claimed once, whichever goods the claim is about, and stays so when its statements are declared in error and made anew. The detail names the claim that has it; it is free again if that is rejected.",
  },
  issuedAlready: {
    status: 409,
    title: "The grams of this claim are on the chain.",
    help: "An issuer has sent the verifier's signature from a wallet of its own. What is on the chain can be cancelled there, not withdrawn here.",
  },
  evidenceMissing: {
    status: 422,
    title: "A document of the evidence is not here.",
    help: "Evidence is a public document, or one of the claimant's own, and is kept as long as the claim is open. Upload it first.",
  },
  verifierNotIndependent: {
    status: 422,
    title: "The verifier has a part in this.",
    help: "A verifier is neither claimant nor receiver, has no part in a claimed transport, and cannot issue.",
  },
  notVerifier: {
    status: 403,
    title: "The account does not have the role of a verifier now.",
    help: "The operator of the contract grants the role VERIFIER. Ask another verifier, or ask for the role.",
  },
  notIssuer: {
    status: 403,
    title: "The account does not have the role of an issuer now.",
    help: "The operator of the contract grants the role ISSUER.",
  },
  notNow: {
    status: 409,
    title: "That cannot happen to the claim now.",
    help: "Read the claim: its state says what can follow.",
  },
  stillOnItsWay: {
    status: 409,
    title: "The issuance is still on its way.",
    help: "It is not settled yet whether the transaction takes effect. Follow the claim, and ask again then.",
    retryable: true,
  },
  lapsed: { status: 409, title: "The deadline has passed.", help: "Sign again with a later deadline." },
  tooLate: {
    status: 422,
    title: "The deadline is more than a year away.",
    help: "A signature that stays good for longer is worth more to a thief than to its owner. Sign again with an earlier deadline.",
  },
  invalidSignature: {
    status: 422,
    title: "The signature is not this party's, or not for these values.",
    help: "Sign the typed data of the protocol with exactly the values that the claim shows, for this chain and this token.",
  },
});
