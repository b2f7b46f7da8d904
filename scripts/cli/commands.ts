import type { Command } from "./command.ts";

/** Every command of `npm run waybill -- <command>`. */
export const COMMANDS: Readonly<Record<string, Command>> = Object.freeze({
  "event-hash": {
    summary: "Prints the CBV hash of every event in a file, in document order.",
    usage: "event-hash <file> [--cbv 2.0|2.1]",
    load: () => import("./event-hash.ts"),
  },
  "digital-link": {
    summary: "Prints the canonical GS1 Digital Link of a link or URN.",
    usage: "digital-link <uri or urn>",
    load: () => import("./digital-link.ts"),
  },
  verify: {
    summary: "Checks a bundle or a disclosure against a chain, without asking Waybill: 0 verified, 1 failed, 2 unknown.",
    usage: "verify <bundle> --rpc <url> [--contract 0x…] [--chain-id n] [--document file]… [--json]",
    load: () => import("./verify.ts"),
  },
  disclose: {
    summary: "Shows single fields of a statement with their proof, and hides the others.",
    usage: "disclose <bundle> --fields /bizStep,/sensorElementList/0",
    load: () => import("./disclose.ts"),
  },
  token: {
    summary: "Makes a bearer token for an organisation of the running Waybill.",
    usage: "token <organisation>",
    load: () => import("../../backend/src/cli/token.ts"),
  },
  "state-digest": {
    summary: "Prints one hash over everything that was read from the chain, and the block it is of.",
    usage: "state-digest [--schema <name>]",
    load: () => import("../../backend/src/cli/state-digest.ts"),
  },
  resync: {
    summary: "Reads the chain again beside the running read model, compares both, and puts the new one in its place.",
    usage: "resync [--into <schema>] [--feed <name>] [--keep]",
    load: () => import("../../backend/src/cli/resync.ts"),
  },
  reproject: {
    summary: "Makes the tables of a feed again from its stored logs, without a node and without downtime.",
    usage: "reproject [--feed <name>]",
    load: () => import("../../backend/src/cli/reproject.ts"),
  },
  migrate: {
    summary: "Brings the database up to date; every process does so itself when it starts.",
    usage: "migrate",
    load: () => import("../../backend/src/cli/migrate.ts"),
  },
  demo: {
    summary: "Loads the demonstration into the running Waybill; does nothing twice.",
    usage: "demo",
    load: () => import("./demo.ts"),
  },
  doctor: {
    summary: "Says what this machine has, what is missing, and how the running Waybill is.",
    usage: "doctor",
    load: () => import("./doctor.ts"),
  },
});
