import { defineProblems } from "../../platform/errors.ts";

export const RECALLS_PROBLEMS = defineProblems("recalls", {
  unknown: {
    status: 404,
    title: "No recall has this name here.",
    help: "A recall is named by the commitment of the statement that announces it.",
  },
  unknownEscalation: {
    status: 404,
    title: "This recall has no such escalation.",
    help: "Its escalations stand with their commitments in `tasks` of the recall.",
  },
  stillOpen: {
    status: 409,
    title: "The notice of an open recall cannot be erased.",
    help: "Whoever has the goods must be able to read why they are called back. End the recall first; then its notice can be erased.",
  },
  nothingReported: {
    status: 404,
    title: "Nobody has reported these goods.",
    help: "A recall of goods that no event here names reaches nobody: look for a slip in the lot or serial number, or report the goods first.",
  },
  nothingSelected: {
    status: 400,
    title: "Nothing was selected to be recalled.",
    help: "Name a lot, serial or unit with `subject`, or an event that is stored here with `event`, one of the two.",
  },
});
