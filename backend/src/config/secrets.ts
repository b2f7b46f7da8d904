/** One secret: what it is for, where it may lie, and how another takes its place. `docs/security/secrets.md` is made of the list. */
export interface SecretNote {
  what: string;
  /** Environment variables that bring it, or where else it is. */
  where: string;
  /** How it is replaced, and for how long the one before counts, too. */
  replaced: string;
  /** The test that replaces it while a server runs (`file: title`); absent where processes have to be started again. */
  test?: string;
}

const ROTATION = "backend/test/security/rotation.test.ts";
const AT_START =
  "Read at the start only: let the server take both, change the file or variable, start the processes one after the other, end the old one.";
const KEY_FILE =
  "Give the new account funds and the right on chain, replace the file whole: within a second it sends. What the key before has signed is followed to its end; then take its right away.";

/** Every secret that this program holds. A test holds the list against the variables. */
export const SECRETS = {
  DATABASE_URL: { what: "password of the database", where: "DATABASE_URL, DATABASE_URL_FILE", replaced: AT_START },
  DATABASE_OWNER_URL: {
    what: "password of the database's owner",
    where: "DATABASE_OWNER_URL, DATABASE_OWNER_URL_FILE, of the commands that make tables; no running process has it",
    replaced: "Read at each command: give the owner another password, change the file or variable.",
  },
  RPC_URL: { what: "key to the node, where its address holds one", where: "RPC_URL, RPC_URL_FILE", replaced: AT_START },
  RPC_WS_URL: { what: "the same for its WebSocket", where: "RPC_WS_URL, RPC_WS_URL_FILE", replaced: AT_START },
  RELAYER_KEY: {
    what: "signs anchors, handovers and heads of the audit log",
    where: "RELAYER_KEY_FILE, RELAYER_KEYSTORE_FILE; RELAYER_KEY changes with a restart only",
    replaced: KEY_FILE,
    test: `${ROTATION}: another key of its relayer: what waits and what comes goes out with it, each once`,
  },
  REGISTRAR_KEY: {
    what: "registers organisations",
    where: "REGISTRAR_KEY_FILE, REGISTRAR_KEYSTORE_FILE; REGISTRAR_KEY changes with a restart only",
    replaced: KEY_FILE,
    test: `${ROTATION}: another key of its relayer: what waits and what comes goes out with it, each once`,
  },
  DOCUMENTS_KEY: {
    what: "encrypts keys of private documents, and secrets of partners and subscribers; counts clients, compares repeated requests",
    where: "DOCUMENTS_KEY_FILE; DOCUMENTS_KEY changes with a restart only",
    replaced:
      "`waybill rotate-documents-key`: a new key in front, all that lay under the others encrypted anew. The one before stays in the file until the next rotation; each client has a whole allowance again.",
    test: `${ROTATION}: another key of documents: what lay under the one before is encrypted anew, and opens all the while`,
  },
  SESSION_KEYS: {
    what: "sign access tokens",
    where: "SESSION_KEYS_FILE",
    replaced: "`waybill rotate-session-keys`: a new key signs; tokens of the one before are believed for a quarter of an hour more.",
    test: `${ROTATION}: another key of sessions: who is signed in stays so, and who signs in then has a token of the new key`,
  },
  PERSONAL_KEY: {
    what: "wraps the keys of what is told about people",
    where: "PERSONAL_KEY_FILE",
    replaced: "`waybill rotate-personal-key`: every key wrapped anew, the one before forgotten once none needs it.",
    test: `${ROTATION}: another key that wraps the keys of people: their fields open as before`,
  },
  SERVICE_SECRET: {
    what: "makes the tokens of warehouses, which both sides show",
    where: "SERVICE_SECRET_FILE; SERVICE_SECRET changes with a restart only",
    replaced:
      "Replace the file whole with the new secret and, in a second line, the one before: tokens of both count within a second. Give each warehouse its new one, as `waybill warehouse token` prints it; then take the second line out, which ends the old ones. One that others know is replaced without a second line: who has a token of it is away until it has another.",
    test: "backend/test/warehouses/registry.test.ts: are replaced without a warehouse being away: beside a new secret the one before counts, until it is taken out",
  },
  WEBHOOK_SECRETS: {
    what: "sign what a subscriber is sent; one a subscription",
    where: "database, sealed under DOCUMENTS_KEY",
    replaced: "`PUT /api/subscriptions/{id}/signature-token`: for `overlapSeconds`, a day by default, both sign.",
    test: "backend/test/traceability/subscriptions/webhooks.test.ts: gets another secret without a restart: both sign for the overlap, then the new one alone, and one known to others at once no more",
  },
  HOST_SECRETS: {
    what: "sign in at systems of partners; one a partner",
    where: "database, sealed under DOCUMENTS_KEY",
    replaced: "`PUT /api/exchange/partners/{id}/host`: the next call signs in with it.",
    test: `${ROTATION}: another secret at a partner's system: the next call signs in with it`,
  },
  SECOND_FACTORS: {
    what: "make the codes of authenticator apps; one a person",
    where: "database, sealed under the person's own key",
    replaced: "By the person, which ends its other sessions.",
    test: "backend/test/identity/passwords.test.ts: whose secret lies sealed, whose change ends other sessions, and which a fresh proof takes away",
  },
} as const satisfies Record<string, SecretNote>;

/** Those that a warehouse's own program holds. A test holds the list against its variables. */
export const WAREHOUSE_SECRETS = {
  DATABASE_URL: { what: "password of the warehouse's database", where: "DATABASE_URL, DATABASE_URL_FILE", replaced: AT_START },
  DATABASE_OWNER_URL: {
    what: "password of the owner of the warehouse's database",
    where: "DATABASE_OWNER_URL, DATABASE_OWNER_URL_FILE, of `waybill migrate` alone; no running process has it",
    replaced: "Read at each command: give the owner another password, change the file or variable.",
  },
  SERVICE_TOKEN: {
    what: "what warehouse and shop show each other",
    where: "SERVICE_TOKEN_FILE; SERVICE_TOKEN changes with a restart only",
    replaced:
      "Replace the file whole with what `waybill warehouse token` prints once the shop has another secret: within a second it counts.",
    test: "backend/test/warehouse/program.test.ts: takes another token from its file without a restart, and shows it in no line of its log",
  },
  SERVICE_SECRET: {
    what: "makes the token, where whoever runs the shop runs the warehouse, too",
    where: "SERVICE_SECRET_FILE; SERVICE_SECRET changes with a restart only",
    replaced: "After that of the shop holds the new one and the one before; the token is made of the first.",
  },
  ACTOR_KEY: {
    what: "signs events of parcels and holds their custody",
    where: "ACTOR_KEY_FILE, ACTOR_KEYSTORE_FILE, ACTOR_KEY",
    replaced:
      "Register the new account as the warehouse's organisation, let what waits be proven, change file or variable, start the program again; then take the old one's right away.",
  },
  PERSONAL_KEY: {
    what: "wraps the keys of where parcels go",
    where: "PERSONAL_KEY_FILE",
    replaced: "`waybill rotate-personal-key` with the warehouse's home: every key wrapped anew under the running program.",
    test: "backend/test/warehouse/deliveries.test.ts: is read on after the key that wraps all of them was replaced, without a restart",
  },
} as const satisfies Record<string, SecretNote>;
