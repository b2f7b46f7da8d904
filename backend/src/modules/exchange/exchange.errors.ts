import { defineProblems } from "../../platform/errors.ts";

export const EXCHANGE_PROBLEMS = defineProblems("exchange", {
  invalidClient: {
    status: 401,
    title: "No client has these credentials.",
    help: "Send `Authorization: Basic` with the client id and secret that the data owner gave you. A secret may have been replaced.",
  },
  invalidRequest: {
    status: 400,
    title: "This is no token request.",
    help: "Send `grant_type=client_credentials` as a form, and the credentials in `Authorization: Basic`.",
  },
  unsupportedGrantType: {
    status: 400,
    title: "Tokens are given for client credentials only.",
    help: "Send `grant_type=client_credentials`.",
  },
  invalidScope: {
    status: 400,
    title: "The client was not given this scope.",
    help: "Ask for scopes that the client has, or for none to get all of them.",
  },
  invalidToken: {
    status: 401,
    title: "This is no access token.",
    help: "Ask `/pact/auth/token` for one. It may have been withdrawn with the client or its secret.",
  },
  tokenExpired: { status: 401, title: "The access token has expired.", help: "Ask `/pact/auth/token` for another.", retryable: true },
  accessDenied: {
    status: 403,
    title: "This is not shared with you.",
    help: "Ask the data owner to share the product, or to give the client the scope.",
  },
  unknownFootprint: {
    status: 404,
    title: "There is no product footprint with this id.",
    help: "Footprints are named by the `id` that lists of footprints show.",
  },
  unknownPartner: { status: 404, title: "Your organisation has no such partner.", help: "`GET /api/exchange/partners` lists them." },
  unknownClient: { status: 404, title: "Your organisation has given out no such client.", help: "Look at the clients of your partners." },
  nameTaken: { status: 409, title: "A partner of your organisation has this name.", help: "Take another name, or use that partner." },
  precedingUnknown: {
    status: 400,
    title: "A preceding footprint is none of yours that is still active.",
    help: "`precedingPfIds` names your own active footprints that the new one takes the place of.",
  },
  notAParty: {
    status: 403,
    title: "Your organisation has no part in this footprint.",
    help: "A footprint is published by those who sent, took in, carried or paid for some of it.",
  },
  noShipment: {
    status: 409,
    title: "This footprint cannot be published as that of a shipment.",
    help: "The detail says what it lacks. State it, have the footprint computed and kept again, and publish that.",
  },
  noCategory: {
    status: 409,
    title: "This row of the factor table cannot be published as a category of operations.",
    help: "A category names its energy carrier with a factor: take a row of transport, or of a hub of one of iLEAP's classes, whose fuel the table has a factor for.",
  },
  tooMuchToReport: {
    status: 400,
    title: "There are too many footprints for one report.",
    help: "Ask for a shorter period or for one holder.",
  },
  foreignSource: {
    status: 400,
    title: "The event does not come from the host system that is known of you.",
    help: "`source` names the host that the data owner entered for you; answers go there. Ask the data owner to enter or change it.",
  },
  unknownRequest: {
    status: 404,
    title: "No request of ours has this id.",
    help: "`requestEventId` is the `id` of the event that asked you.",
  },
  unknownDelivery: {
    status: 404,
    title: "Your organisation has given up no such event.",
    help: "`GET /api/exchange/deliveries?state=dead` lists those that were.",
  },
  noHost: {
    status: 409,
    title: "Nobody has said where the partner's host system is.",
    help: "Set it with `PUT /api/exchange/partners/{id}/host`.",
  },
  forbiddenHost: {
    status: 400,
    title: "That address cannot be a host system.",
    help: "A host system answers over HTTPS at a public address.",
  },
});
