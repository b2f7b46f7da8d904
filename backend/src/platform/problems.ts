import { defineProblems } from "./errors.ts";

/** Problems that any endpoint may answer. */
export const PLATFORM_PROBLEMS = defineProblems("platform", {
  badRequest: { status: 400, title: "The request is not valid.", help: "The pointers in `errors` name what to change." },
  malformedJson: {
    status: 400,
    title: "The body is not valid JSON.",
    help: "Send UTF-8 encoded JSON (RFC 8259) without duplicate member names.",
  },
  unauthorised: {
    status: 401,
    title: "A valid bearer token is needed.",
    help: "Send `Authorization: Bearer <token>`. A token is made with `npm run waybill -- token <organisation>`; it may have expired.",
  },
  stepUpRequired: {
    status: 401,
    title: "Prove once more who you are.",
    help: "Send the session's access token again after POST /api/sessions/current/proof; that is good for five minutes.",
  },
  forbidden: {
    status: 403,
    title: "This is not allowed here.",
    help: "The operation is switched off in this installation or not granted to you.",
  },
  secondFactorNeeded: {
    status: 403,
    title: "A second factor is needed beside the password.",
    help: "Set up an authenticator app or a passkey; where you have a passkey, prove with it who you are. Then ask again.",
  },
  crossSite: {
    status: 403,
    title: "Only pages of this installation may ask for this.",
    help: "Send it from a page of one of the origins in SIGN_IN_ORIGINS; browsers name theirs in `Origin`.",
  },
  httpsOnly: {
    status: 403,
    title: "This is answered over HTTPS only.",
    help: "Ask again with `https://`, and take what you sent, a password or a token, for known to others: have it replaced.",
  },
  notFound: { status: 404, title: "There is nothing at this address.", help: "Check the address; `/api/docs` lists every endpoint." },
  methodNotAllowed: {
    status: 405,
    title: "This address does not take that method.",
    help: "The `Allow` header lists the methods it takes.",
  },
  notAcceptable: { status: 406, title: "The answer exists in another media type only.", help: "Ask for `application/json` in `Accept`." },
  requestTimeout: {
    status: 408,
    title: "The request did not arrive in time.",
    help: "Send address, headers and body without long pauses.",
    retryable: true,
  },
  conflict: { status: 409, title: "The request contradicts what is stored.", help: "Read the current state, then decide again." },
  inFlight: {
    status: 409,
    title: "The same request is still being worked on.",
    help: "An earlier request with this `Idempotency-Key` has no answer yet. Wait, then repeat it.",
    retryable: true,
  },
  consentWordsChanged: {
    status: 409,
    title: "The words that were consented to are not the ones that hold now.",
    help: "Show the words of the current version, and ask again.",
  },
  tooLarge: { status: 413, title: "The body is too large.", help: "Split it; the detail names the limit in bytes." },
  uriTooLong: {
    status: 414,
    title: "The address is too long.",
    help: "Ask for less at once, or store the query under a name with POST /epcis/queries and ask for that.",
  },
  unsupportedMediaType: {
    status: 415,
    title: "The body has a media type that this endpoint does not take.",
    help: "The detail names the ones it takes.",
  },
  keyReused: {
    status: 422,
    title: "This Idempotency-Key was used for another request.",
    help: "Use a fresh key for each new request, and the old key only to repeat the very same one.",
  },
  tooManyRequests: { status: 429, title: "Too many requests.", help: "Wait for the time in `Retry-After`.", retryable: true },
  headersTooLarge: {
    status: 431,
    title: "The headers are too large.",
    help: "Send fewer or shorter headers; the detail names the limit in bytes.",
  },
  defect: {
    status: 500,
    title: "Something went wrong on our side.",
    help: "It is logged under the trace id. Repeating the request may help.",
    retryable: true,
  },
  chainNotRead: {
    status: 503,
    title: "What is on chain has not been read up to now.",
    help: "Whether an account is registered, and for what, is not known before that. Nothing was changed: repeat the request after `Retry-After` seconds.",
    retryable: true,
  },
  unavailable: {
    status: 503,
    title: "A part that this needs cannot be reached.",
    help: "Repeat the request after `Retry-After` seconds.",
    retryable: true,
  },
});
