import type { Command } from "./command.ts";

/** Every command of `npm run waybill -- <command>`. */
export const COMMANDS: Readonly<Record<string, Command>> = Object.freeze({
  "event-hash": {
    summary: "Prints the CBV hash of every event in a file, in document order.",
    usage: "event-hash <file> [--cbv 2.0|2.1]",
    details: [
      "The file may be an EPCIS document, a query document or a bare event, in JSON, or in XML of EPCIS 1.x or 2.0.",
      "  --cbv  version of the algorithm; default 2.0, 2.1 is a draft",
      "Exit code: 0 printed, 1 the file holds no events, 3 wrong usage.",
    ],
    load: () => import("./event-hash.ts"),
  },
  "digital-link": {
    summary: "Prints the canonical GS1 Digital Link of a link or URN.",
    usage: "digital-link <uri or urn>…",
    details: [
      "Takes several, and prints one a line: a Digital Link on any domain, an EPC URN, a class URN or a pattern.",
      "Exit code: 0 printed, 1 some identifier is no GS1 key, 3 wrong usage.",
    ],
    load: () => import("./digital-link.ts"),
  },
  verify: {
    summary: "Checks a bundle, a disclosure or an escalation against a chain, without asking Waybill: 0 verified, 1 failed, 2 unknown.",
    usage: "verify <bundle> --rpc <url> [--contract 0x…] [--chain-id n] [--document file]… [--json]",
    details: [
      "The node is of your choice, and nobody else is asked.",
      "  --rpc       JSON-RPC address of the node",
      "  --contract  SupplyChain contract that you trust; default: the published one on the node's chain",
      "  --chain-id  chain that you expect; default: the node's",
      "  --document  file of a document that an event points at and the bundle does not bring; may be given several times",
      "  --json      print the verdict as JSON",
      "Exit code: 0 verified, 1 failed, 2 unknown (something could not be checked), 3 wrong usage.",
    ],
    load: () => import("./verify.ts"),
  },
  certificate: {
    summary: "Checks a certificate of a retirement against a chain, without asking Waybill: 0 verified, 1 failed, 2 unknown.",
    usage: "certificate verify <file> --rpc <url> [--token 0x…] [--chain-id n] [--json]",
    details: [
      "The file is what GET /api/carbon/retirements/…/certificate answers. The node is of your choice, and nobody else is asked.",
      "  --rpc       JSON-RPC address of the node",
      "  --token     CarbonToken contract that you trust; default: the published one on the node's chain",
      "  --chain-id  chain that you expect; default: the node's",
      "  --json      print the verdict as JSON",
      "Exit code: 0 verified, 1 failed, 2 unknown (something could not be checked), 3 wrong usage.",
    ],
    load: () => import("./certificate.ts"),
  },
  footprint: {
    summary: "Computes a footprint again, without asking Waybill, and says whether every number follows: 0 equal, 1 not, 2 unknown.",
    usage: "footprint <file> [--table file]…",
    details: [
      "The file is a footprint as JSON, or what GET /api/footprints/… answers. Nobody is asked.",
      "  --table  factor table as JSON that the footprint names; that of DESNZ 2025 is known; may be given several times",
      "Exit code: 0 equal, 1 not equal or no footprint, 2 a factor table is not known, 3 wrong usage.",
    ],
    load: () => import("./footprint.ts"),
  },
  disclose: {
    summary: "Shows single fields of a statement with their proof, and hides the others.",
    usage: "disclose <bundle> --fields /bizStep,/sensorElementList/0",
    details: [
      "Prints a disclosure, which verify takes. Needs no network.",
      "  --fields  JSON Pointers, separated by commas; one to a list or an object shows all that is inside",
      "Exit code: 0 printed, 1 the file is no bundle of one statement or lacks a field, 3 wrong usage.",
    ],
    load: () => import("./disclose.ts"),
  },
  audit: {
    summary: "Writes the audit log to a file, or holds one against a chain and names the row that was changed, dropped or inserted.",
    usage: "audit export [--out file] | audit verify [--dump file] [--rpc <url>]",
    details: [
      "export asks the running Waybill; verify a file and a node of your choice alone. Without a file it verifies the running Waybill.",
      "  --out       file to write; default: standard output",
      "  --dump      file that export wrote",
      "  --rpc       JSON-RPC address of the node; default: that of the running Waybill",
      "  --contract  SupplyChain contract that you trust; default: the published one on the node's chain",
      "  --author    account that may anchor although the contract does not call it an anchorer; may be given several times",
      "  --until     when the dump was made: what was anchored later need not be in it; default: now",
      "  --json      print the verdict as JSON",
      "Exit code: 0 written or verified, 1 failed, 2 unknown (something could not be checked), 3 wrong usage.",
    ],
    load: () => import("./audit.ts"),
  },
  token: {
    summary: "Makes a bearer token for an organisation of the running Waybill.",
    usage: "token <organisation> [--audit]",
    details: [
      "The organisation is named by its account or its name. The token is printed once and kept nowhere.",
      "  --audit  it reads the whole audit log, and can do nothing else",
      "Exit code: 0 printed, 1 there is no such organisation or no database.",
    ],
    load: () => import("../../backend/src/cli/token.ts"),
  },
  role: {
    summary: "Makes somebody admin or auditor of the whole installation, or takes that away.",
    usage: "role <person> admin|auditor [--take]",
    details: [
      "The person has signed in before, and is named by e-mail address, wallet or id. Counts at once, for running sessions too.",
      "  --take  it is so no longer; the last admin stays one",
      "Exit code: 0 done, 1 nobody of that name has signed in, it is the last admin, or there is no database.",
    ],
    load: () => import("../../backend/src/cli/role.ts"),
  },
  "rotate-session-keys": {
    summary: "Puts a new key in front of those that sign access tokens; nobody is signed out.",
    usage: "rotate-session-keys",
    details: [
      "Running processes use it at once. The key before is believed for a quarter of an hour more.",
      "Exit code: 0 rotated, 1 there is no file of keys, or it is damaged.",
    ],
    load: () => import("../../backend/src/cli/rotate-session-keys.ts"),
  },
  person: {
    summary: "Gives out everything that is kept about a person, erases it or keeps it from that, or gives it a way back in.",
    usage:
      "person export|erase|reset-password|take-second-factors <id or e-mail address> | person hold|release <id or e-mail address> --reason <why>",
    details: [
      "For whoever runs Waybill, when a person asks for it who cannot sign in. docs/privacy.md says what is kept and what erasing does.",
      "  --reason  why there is a legal hold, or why there is none any more",
      "Exit code: 0 done, 1 there is no such person, it is under a legal hold, or there is no database.",
    ],
    load: () => import("../../backend/src/cli/person.ts"),
  },
  "rotate-documents-key": {
    summary: "Encrypts the keys of private documents and the secrets of partners and subscribers under a new key of the server.",
    usage: "rotate-documents-key",
    details: [
      "Changes DOCUMENTS_KEY_FILE, in which the first key encrypts and each opens. Running processes follow within a second.",
      "The key before stays in the file until the next rotation. To be rid of one that others know, rotate twice, a minute apart.",
      "Exit code: 0 rotated, 1 there is no such file, it is damaged, or there is no database.",
    ],
    load: () => import("../../backend/src/cli/rotate-documents-key.ts"),
  },
  "rotate-personal-key": {
    summary: "Wraps the keys of people under a new key, and forgets the one before.",
    usage: "rotate-personal-key",
    details: [
      "Running processes use it at once. Older copies of the wrapped keys can be opened by nobody any more.",
      "Exit code: 0 rotated, 1 there is no file of keys, or it is damaged.",
    ],
    load: () => import("../../backend/src/cli/rotate-personal-key.ts"),
  },
  erase: {
    summary: "Says what erasing a statement would take away; with a reason, erases it for whoever asked for it.",
    usage: "erase <commitment> [--reason <why>]",
    details: [
      "For whoever runs Waybill, when a person of whom a statement speaks asks for it. Authors erase their own by the API.",
      "  --reason  recorded beside the commitment; without it nothing is changed",
      "Exit code: 0 said or erased, 1 there is no such statement, it must be kept, or there is no database.",
    ],
    load: () => import("../../backend/src/cli/erase.ts"),
  },
  stock: {
    summary: "Adds up every move of stock and says whether the balances agree: 0 they do, 1 some do not.",
    usage: "stock check",
    details: [
      "Needs the database only, and changes nothing; a worker does the same every quarter of an hour.",
      "Exit code: 0 all agree, 1 some do not, or there is no database.",
    ],
    load: () => import("../../backend/src/cli/stock.ts"),
  },
  warehouse: {
    summary:
      "Prints the token of the line between shop and warehouse, or lets somebody sign in at a warehouse, and a device be signed in from.",
    usage: "warehouse token <id> | warehouse staff add <name> [--lead] | warehouse device add <name>",
    details: [
      "token is made of SERVICE_SECRET, or what SERVICE_SECRET_FILE holds, and of the name: the same each time, and kept nowhere.",
      "staff needs the database of the warehouse only, in DATABASE_URL. The password is printed once and kept nowhere.",
      "  --lead  may add further staff and devices, and make bins",
      "device needs the same. Its code is printed once, and is good once, at the device itself, for 15 minutes.",
      "Exit code: 0 done, 1 there is no secret or no such name, the name is taken, or this is not the database of a warehouse.",
    ],
    load: () => import("../../backend/src/cli/warehouse.ts"),
  },
  "state-digest": {
    summary: "Prints one hash over everything that was read from the chain, and the block it is of.",
    usage: "state-digest [--schema <name>]",
    details: [
      "Two installations that follow the same contract print the same line at the same block. Needs the database only.",
      "  --schema  schema of the read model; default public",
      "Exit code: 0 printed, 1 the database cannot be reached or holds no feed.",
    ],
    load: () => import("../../backend/src/cli/state-digest.ts"),
  },
  resync: {
    summary: "Reads the chain again beside the running read model, compares both, and puts the new one in its place.",
    usage: "resync [--into <schema>] [--feed <name>] [--keep]",
    details: [
      "For an indexer that halted after a reorganisation below finality, once the node is trusted again, and for anybody who doubts.",
      "  --into  schema to read into, which nothing else uses; default waybill_resync",
      "  --feed  feed to read again; default public",
      "  --keep  swap nothing, only compare",
      "Exit code: 0 done, 1 not possible, 2 with --keep when the digests differ.",
    ],
    load: () => import("../../backend/src/cli/resync.ts"),
  },
  reproject: {
    summary: "Makes the tables of a feed again from its stored logs, without a node and without downtime.",
    usage: "reproject [--feed <name>]",
    details: [
      "For a projection whose code has changed.",
      "  --feed  feed to make again; default public",
      "Exit code: 0 done, 1 not possible.",
    ],
    load: () => import("../../backend/src/cli/reproject.ts"),
  },
  migrate: {
    summary: "Brings the database up to date, and lets processes work with it that may not do so themselves.",
    usage: "migrate",
    details: [
      "As the owner of DATABASE_OWNER_URL, for the user of DATABASE_URL; docs/guides/operator.md says how to make both. INDEX_FILE is read, too.",
      "Without DATABASE_OWNER_URL as the user of DATABASE_URL, as each process does when it starts.",
      "With WAYBILL_ROLES=warehouse, DATABASE_URL names the database of a warehouse.",
      "Exit code: 0 up to date, 1 not possible.",
    ],
    load: () => import("../../backend/src/cli/migrate.ts"),
  },
  "migrate-revert": {
    summary: "Takes back the newest migration of the database; what only its tables held is gone.",
    usage: "migrate-revert",
    details: [
      "As the database's owner: DATABASE_OWNER_URL, or DATABASE_URL. Stop every process before; each would run the migration again.",
      "Exit code: 0 taken back, 1 not.",
    ],
    load: () => import("../../backend/src/cli/migrate-revert.ts"),
  },
  demo: {
    summary: "Loads the demonstration into the running Waybill; does nothing twice.",
    usage: "demo",
    details: ["Asks the Waybill that runs with this home (WAYBILL_HOME).", "Exit code: 0 loaded, 1 none runs."],
    load: () => import("./demo.ts"),
  },
  doctor: {
    summary: "Says what this machine has, what is missing, and how the running Waybill is.",
    usage: "doctor",
    details: [
      "A line for each thing that Waybill needs, marked with ✓ or ✗. Looks at the home that WAYBILL_HOME names.",
      "Exit code: 0 all is well, 1 something is not.",
    ],
    load: () => import("./doctor.ts"),
  },
});
