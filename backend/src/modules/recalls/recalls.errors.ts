import { defineProblems } from "../../platform/errors.ts";

export const RECALLS_PROBLEMS = defineProblems("recalls", {
  unknown: {
    status: 404,
    title: "No recall has this name here.",
    help: "A recall is named by the commitment of the statement that announces it.",
  },
  nothingSelected: {
    status: 400,
    title: "Nothing was selected to be recalled.",
    help: "Name a lot, serial or unit with `subject`, or an event that is stored here with `event`, one of the two.",
  },
});
