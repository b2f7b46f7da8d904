import { defineProblems } from "../../platform/errors.ts";

export const REPORTS_PROBLEMS = defineProblems("reports", {
  invalidSubject: {
    status: 400,
    title: "The subject names no lot, serial or logistic unit.",
    help: "Give the GS1 Digital Link or EPC URN of the goods in hand, with lot or serial.",
  },
  nobodyConcerned: {
    status: 404,
    title: "Nobody has reported anything about these goods, so nobody can be told.",
    help: "Compare the code with the label. If it is right, turn to the shop.",
  },
  tooManyReports: {
    status: 429,
    title: "Very many reports about these goods came in today.",
    help: "The organisations concerned know. Try again tomorrow.",
    retryable: true,
  },
  unknownReport: {
    status: 404,
    title: "There is no such report.",
    help: "Check the number: four groups of four characters, without the letters I, L, O and U. An organisation sees only reports that concern it.",
  },
  alreadyAnswered: {
    status: 409,
    title: "Your organisation has answered this report with another text.",
    help: "An answer cannot be changed: the reporter may have read it.",
  },
});
