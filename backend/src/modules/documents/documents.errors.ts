import { defineProblems } from "../../platform/errors.ts";

export const DOCUMENT_PROBLEMS = defineProblems("documents", {
  unknown: { status: 404, title: "This document is not kept here.", help: "Ask another IPFS node for the same content id." },
  invalidId: { status: 400, title: "This is not a content id that is used here.", help: "Content ids are CIDv1, raw, SHA-256, base32." },
  wrongBytes: {
    status: 503,
    title: "The store gave back other bytes than were stored.",
    help: "They do not hash to their content id and are not passed on. The operator has been told; another node may have the document.",
    retryable: true,
  },
});
