import { defineProblems } from "../../platform/errors.ts";

export const TRACEABILITY_PROBLEMS = defineProblems("traceability", {
  invalidDocument: {
    status: 400,
    title: "The EPCIS document is not valid.",
    help: "Each pointer in `errors` names a place in the body (in XML by an XPath) and what is wrong there, by the EPCIS 2.0 schema or its rules. Nothing was stored.",
  },
  malformedXml: {
    status: 400,
    title: "The body is not EPCIS in XML.",
    help: "Send a well-formed EPCISDocument of EPCIS 1.x or 2.0, in UTF-8 and without a document type of its own. The detail names the line or, as an XPath, the element.",
  },
  tooManyEvents: {
    status: 413,
    title: "The document holds too many events.",
    help: "Split it. OPTIONS on this address tells the limit in GS1-EPCIS-Capture-Limit.",
  },
  authorMissing: {
    status: 401,
    title: "Nobody stands behind these events.",
    help: "Sign each event with a wallet (a signed capture), or send a bearer token of the organisation that claims them.",
  },
  signatureCount: {
    status: 400,
    title: "There must be one signature per event, in document order.",
    help: "Send as many entries in `signatures` as the document has events.",
  },
  wrongSignature: {
    status: 403,
    title: "A signature does not fit its event and account.",
    help: "Sign the EventStatement typed data of exactly this event, with this salt, by this account, under this chain and contract.",
  },
  notAnActor: {
    status: 403,
    title: "The account may not report what happens to goods.",
    help: "It must be registered on chain as producer, processor, carrier or retailer, and not be revoked. A new registration takes a few seconds.",
  },
  eventIdTaken: {
    status: 409,
    title: "The author has used this eventID for a different event.",
    help: "Give the event an eventID of its own, or none. To correct an event, repeat it with an errorDeclaration.",
  },
  unknownCapture: {
    status: 404,
    title: "There is no capture job with this id.",
    help: "Use the address from the Location header of the capture.",
  },
  unknownEvent: {
    status: 404,
    title: "Nobody has reported an event with this id.",
    help: "Ask by the CBV event hash ID or by the eventID that its author wrote.",
  },
  unknownTemplate: {
    status: 404,
    title: "There is no template with this id.",
    help: "GET /api/templates lists them all.",
  },
  queryParameter: {
    status: 400,
    title: "A parameter of the query is unknown or ill-formed.",
    help: "The detail names it. EPCIS 2.0 lists the parameters (section 8.2.7.1); a prefix in a name needs its namespace, in `@context` or in the header GS1-Extensions.",
    epcisException: "QueryParameterException",
  },
  queryTooLarge: {
    status: 413,
    title: "More events match than the query allows.",
    help: "Raise `maxEventCount`, leave it away and read page by page, or narrow the query.",
    epcisException: "QueryTooLargeException",
  },
  queryTooComplex: {
    status: 413,
    title: "The query would take too long.",
    help: "Narrow it: by time, by identifier, by business step or place.",
    epcisException: "QueryTooComplexException",
  },
  unknownResource: {
    status: 404,
    title: "No event names this.",
    help: "The list one level up holds what there is.",
  },
  unknownQuery: { status: 404, title: "There is no query with this name.", help: "GET /epcis/queries lists those that there are." },
  queryExists: {
    status: 409,
    title: "A query with this name exists.",
    help: "Choose another name, or delete the query first if it is yours.",
  },
  notYourQuery: {
    status: 403,
    title: "Another organisation has made this query.",
    help: "Only the organisation that made a query may delete it.",
  },
  subscriptionControls: {
    status: 400,
    title: "The subscription cannot be carried out as it is written.",
    help: "Set either `stream` to true or a `schedule` that comes true some day; `dest` must be an address that this service may call.",
    epcisException: "SubscriptionControlsException",
  },
  unknownSubscription: {
    status: 404,
    title: "Your organisation has no subscription with this id.",
    help: "GET on the query's subscriptions lists those that there are.",
  },
  unknownField: {
    status: 400,
    title: "The event has no such field.",
    help: "Name fields by JSON Pointers into the event, as its bundle shows it: /bizStep, or /sensorElementList/0 for all that is inside.",
  },
  erasedStatement: {
    status: 410,
    title: "What this statement said was erased at its author's request.",
    help: "Its commitment stays in the log and in histories, so all other proofs still hold. Nobody can say any more what it stood for.",
  },
  notYourStatement: {
    status: 403,
    title: "Another organisation has made this statement.",
    help: "Only the organisation that made a statement may have it erased.",
  },
  unknownStatement: { status: 404, title: "There is no statement with this commitment.", help: "Check the commitment." },
  invalidSubject: {
    status: 400,
    title: "This is not the code of a lot, a serial or a logistic unit.",
    help: "Send a GS1 Digital Link or an EPC URN that names a lot, a serial number or an SSCC.",
  },
});
