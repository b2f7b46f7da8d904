import { defineProblems } from "../../platform/errors.ts";

export const MASTER_DATA_PROBLEMS = defineProblems("master-data", {
  wrongCheckDigit: {
    status: 422,
    title: "The number has a wrong check digit.",
    help: "Check it for a typing error. Events with such numbers are kept as they were reported; master data is ours to keep correct.",
  },
  notYours: {
    status: 403,
    title: "Another organisation describes this number.",
    help: "The first organisation that describes a product or place keeps it; a party's own GLN belongs to that party.",
  },
});
