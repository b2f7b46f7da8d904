import { defineProblems } from "../../platform/errors.ts";

export const CARBON_PROBLEMS = defineProblems("carbon", {
  unknownFootprint: {
    status: 404,
    title: "No footprint has this name here.",
    help: "A footprint is named by the SHA-256 of its canonical JSON.",
  },
  unknownTable: {
    status: 404,
    title: "No factor table has this hash here.",
    help: "Upload it first. A table is named by the SHA-256 of its canonical JSON, so any change makes another table.",
  },
  badTable: {
    status: 422,
    title: "This is no factor table.",
    help: "Each thing that is wrong is named with its place. Nothing was stored.",
  },
  nothingKnown: {
    status: 404,
    title: "Nothing is known of these goods.",
    help: "A footprint is computed from statements about goods; nobody has stated anything about these here.",
  },
  implausible: {
    status: 422,
    title: "Nothing can be computed from this chain.",
    help: "Each thing that is wrong is named with its place in the chain.",
  },
  notAParty: {
    status: 403,
    title: "Your organisation has no part in these transports.",
    help: "Footprints are kept by those who shipped, received, carried or paid for goods. Anybody may compute them.",
  },
  badChange: {
    status: 422,
    title: "The goods cannot have gone this way.",
    help: "Each change that cannot be made is named; the chain itself stays as it is.",
  },
});
