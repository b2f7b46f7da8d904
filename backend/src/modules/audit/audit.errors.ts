import { defineProblems } from "../../platform/errors.ts";

export const AUDIT_PROBLEMS = defineProblems("audit", {
  unknownEntry: {
    status: 404,
    title: "There is no such entry of the audit log, or it does not concern your organisation.",
    help: "Check the stream and the number; GET /api/audit lists what you may read.",
  },
  notCovered: {
    status: 409,
    title: "No checkpoint covers this entry yet.",
    help: "Checkpoints are made every few minutes. Ask again then.",
    retryable: true,
  },
});
