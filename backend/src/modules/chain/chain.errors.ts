import { defineProblems } from "../../platform/errors.ts";

export const CHAIN_PROBLEMS = defineProblems("chain", {
  anchorNotFound: {
    status: 404,
    title: "There is no such anchor.",
    help: "Anchors are numbered from 0 in the order of the contract's log.",
  },
  feedNotFound: {
    status: 404,
    title: "There is no such feed.",
    help: "`/api/chain/feeds` lists what is indexed.",
  },
  transactionNotFound: {
    status: 404,
    title: "There is no such transaction.",
    help: "`/api/chain/transactions` lists what the relayer sends.",
  },
  notWaiting: {
    status: 409,
    title: "The transaction does not wait in this form.",
    help: "A block took it, it has a newer form, or it is being withdrawn already. Read it again.",
  },
  noKey: {
    status: 409,
    title: "The key that signed the transaction is no longer here.",
    help: "It is followed to its end as it is. Only its own key signs another form: use that key again until nothing of it is open.",
  },
  nodeUnavailable: {
    status: 503,
    title: "The chain's node cannot be reached.",
    help: "What is stored can still be read. Repeat the request after `Retry-After` seconds.",
    retryable: true,
  },
  rpcClosed: {
    status: 403,
    title: "This installation does not offer its node.",
    help: "The read-only proxy exists in development only. Choose another node, for example your own.",
  },
  reverted: {
    status: 422,
    title: "The contract refused the transaction.",
    help: "The detail holds what the contract answered.",
  },
  tooMuchGas: {
    status: 422,
    title: "The transaction would take more gas than this service pays for.",
    help: "A wallet contract of a party does too much in its signature check. Use a plain account, or send the transaction yourself.",
  },
  outOfGas: {
    status: 422,
    title: "The transaction ran out of gas on chain.",
    help: "The state changed between the estimate and the block. It is sent again by itself, a few times at most.",
  },
  stuck: {
    status: 503,
    title: "No block took the transaction.",
    help: "It was replaced up to the fee cap and then withdrawn, several times. Raise the cap or ask the node's operator, then send it again.",
  },
  refusedByNode: {
    status: 422,
    title: "The node refuses the transaction for good.",
    help: "The detail holds the node's words. Its nonce was freed by a transfer of nothing.",
  },
  superseded: {
    status: 409,
    title: "The transaction is no longer needed.",
    help: "It only had to fill a gap in the sender's nonces, and something else filled it.",
  },
  notPermitted: {
    status: 403,
    title: "This service's key may not do that on chain.",
    help: "The operator must grant its role in the AccessManager.",
  },
  invalidActor: {
    status: 422,
    title: "This account cannot be registered like that.",
    help: "It needs an account other than zero and at least one role.",
  },
  unknownActor: {
    status: 403,
    title: "The account is not registered.",
    help: "Register the organisation first; the registration must be on chain.",
  },
  revokedActor: {
    status: 403,
    title: "The account was revoked.",
    help: "Revocation is for good: a returning organisation registers a new account.",
  },
  emptyRoot: { status: 422, title: "There is nothing to anchor.", help: "A zero root stands for no batch." },
  unitTaken: { status: 409, title: "This unit was opened before.", help: "A unit has one life. Use a fresh salt for a fresh unit." },
  unitNotOpen: { status: 409, title: "The unit is not under custody.", help: "It was never opened, or is closed." },
  notHolder: { status: 409, title: "The account does not hold the unit.", help: "Custody changed in the meantime; read the unit again." },
  invalidReceiver: { status: 422, title: "Nobody can take over like that.", help: "The receiver must be another account than the holder." },
  lapsed: { status: 409, title: "The signature's deadline has passed.", help: "Sign again with a later deadline." },
  invalidSignature: {
    status: 422,
    title: "The contract does not accept the signature.",
    help: "It was made by another account or for other content. A changed `seq` of the unit is the usual reason: read the unit and sign again.",
  },
  noUnits: { status: 422, title: "A consignment needs at least one unit.", help: "Name the units." },
  noEquivocation: { status: 422, title: "The two statements do not contradict each other.", help: "Nothing is recorded." },
  carbonPaused: {
    status: 503,
    title: "The token is paused: nothing is issued or moved.",
    help: "It is sent by itself once an administrator has ended the pause. Retiring works meanwhile.",
    retryable: true,
  },
  serialsTaken: {
    status: 409,
    title: "These grams were issued before.",
    help: "A serial is issued once. The detail names the batch that has them.",
  },
  notVerifier: {
    status: 422,
    title: "The account does not have the role of a verifier now.",
    help: "The operator of the contract grants the role; or ask another verifier.",
  },
  verifierNotIndependent: {
    status: 422,
    title: "The verifier is the receiver of the grams, or may issue itself.",
    help: "Whoever verifies must be neither. Ask another verifier.",
  },
  verificationWithdrawn: {
    status: 409,
    title: "The verifier took its signature back on chain.",
    help: "Ask it why, and have the claim verified again.",
  },
  invalidIssuance: {
    status: 422,
    title: "The contract does not issue that.",
    help: "The year has not begun or is before 1990, the serials are none, or the withheld share leaves nothing.",
  },
  invalidRetirement: {
    status: 422,
    title: "The contract does not retire that.",
    help: "It needs an amount, a beneficiary (for a shipment, the holder), a period that has begun and ends within 366 days, a country of two letters or none, and a note of at most 512 bytes.",
  },
  alreadyClaimed: {
    status: 409,
    title: "This beneficiary has claimed this shipment before.",
    help: "A shipment is claimed once by each beneficiary. The detail names it.",
  },
  notEnoughGrams: {
    status: 409,
    title: "There are not that many grams.",
    help: "The holder has fewer, or fewer of them have a saving behind them. The detail has the numbers.",
  },
  nothingToAcknowledge: {
    status: 404,
    title: "There is no such act without a note.",
    help: "It has a note, was sent by this installation, or somebody has acknowledged it already: read the list again.",
  },
  unknownBatch: { status: 404, title: "There is no such batch of grams.", help: "Check its id." },
  invalidTokenMove: {
    status: 422,
    title: "The grams cannot be moved like that.",
    help: "An account is zero, does not take tokens, or was not approved by the holder.",
  },
});
