import { defineProblems } from "../../platform/errors.ts";

export const CREDITS_PROBLEMS = defineProblems("credits", {
  batchUnknown: {
    status: 404,
    title: "No grams were issued under this id.",
    help: "Check the id. A batch that was just issued is here once its block is read.",
  },
  retirementUnknown: {
    status: 404,
    title: "There is no such retirement.",
    help: "Check its name. One that was just made is here once its block is read.",
  },
});
