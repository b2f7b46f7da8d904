import { defineProblems } from "../../platform/errors.ts";

export const DOCUMENT_PROBLEMS = defineProblems("documents", {
  unknown: { status: 404, title: "This document is not kept here.", help: "Ask another IPFS node for the same content id." },
  erased: {
    status: 410,
    title: "This document was erased.",
    help: "Its owner had its key destroyed, and the copies here are gone. Who saved the file before still has it.",
  },
  invalidId: {
    status: 400,
    title: "This is not a content id that is used here.",
    help: "Content ids are CIDv1, raw or DAG-PB, SHA-256, base32.",
  },
  wrongBytes: {
    status: 503,
    title: "The store gave back other bytes than were stored.",
    help: "They do not hash to their content id and are not passed on. The operator has been told; another node may have the document.",
    retryable: true,
  },
  wrongType: {
    status: 415,
    title: "This kind of file is not taken.",
    help: "PDF, PNG, JPEG, WebP, plain text, CSV and JSON are. What a file is, its bytes decide, not its name or Content-Type.",
  },
  malware: {
    status: 422,
    title: "A scanner found malware in this file.",
    help: "Nothing of it was kept. Look at the machine that it comes from.",
  },
  notScanned: {
    status: 503,
    title: "No scanner could look at this file just now.",
    help: "Files are kept here only after a look for malware. Send it again later; the operator sees why in the log.",
    retryable: true,
  },
  empty: { status: 400, title: "The file is empty.", help: "Send the file as the body of the request." },
  quota: {
    status: 413,
    title: "The organisation's room for documents is used up.",
    help: "Erase private documents that are no longer needed, or ask the operator for more room.",
  },
  unauthorised: {
    status: 401,
    title: "Nobody stands behind this request.",
    help: "Send a bearer token, or the consent of a wallet in the header Waybill-Consent: `request=keep, account=0x…, deadline=…, signature=0x…`.",
  },
  wrongConsent: {
    status: 403,
    title: "The consent is not for this.",
    help: "It must be signed by the account that it names, for this very document and request, and be younger than an hour.",
  },
  notRegistered: {
    status: 403,
    title: "The account is not a registered organisation.",
    help: "Register it first; a revoked account cannot keep documents.",
  },
  notYours: { status: 403, title: "This document is another organisation's.", help: "Ask its owner for the key." },
  publicForEver: {
    status: 409,
    title: "A public document cannot be erased.",
    help: "Everybody may have copied it, and its content id is in signed events. Only private documents can be erased.",
  },
  noKey: { status: 409, title: "A public document has no key.", help: "Read its content: it is not encrypted." },
});
