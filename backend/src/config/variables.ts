import { z } from "zod";

/** One environment variable: how it is read, what it defaults to, and the sentence that the README shows. */
export interface Variable<Schema extends z.ZodType = z.ZodType> {
  schema: Schema;
  description: string;
  /** Text that stands for an absent variable; absent itself means: none, or required. */
  default?: string;
  /** Never printed, logged or passed on. */
  secret?: true;
}

export function variable<Schema extends z.ZodType>(definition: Variable<Schema>): Variable<Schema> {
  return Object.freeze(definition);
}

export const flag = z.enum(["on", "off", "true", "false", "1", "0"]).transform((word) => word === "on" || word === "true" || word === "1");
export const privateKey = z.string().regex(/^0x[0-9a-fA-F]{64}$/, "must be 32 bytes of hex");

const origins = z
  .string()
  .transform((text) => text.split(",").map((word) => word.trim().replace(/\/$/, "")))
  .pipe(z.array(z.string().regex(/^https?:\/\/[^/?#@\s]+$/, "must be scheme and host, as https://example.com")));

/** As `alpha:3101`; the port is left out where it is that of the scheme. */
const hosts = z
  .string()
  .transform((text) => text.split(",").map((word) => word.trim().toLowerCase()))
  .pipe(z.array(z.string().regex(/^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/, "must be host or host:port, without a scheme")));

/** What is shorter can be tried out by whoever has one token. */
const serviceSecret = z.string().regex(/^[\x21-\x7e]{32,500}$/, "must be 32 characters or more, without spaces");
/** The newest and, while warehouses take over its tokens, the one before it. */
export const serviceSecrets = z
  .string()
  .transform((text) => text.trim().split(/\s+/))
  .pipe(z.tuple([serviceSecret], serviceSecret).check(z.maxLength(2, "must be one secret, or two: the newest and the one before")));
export type ServiceSecrets = z.output<typeof serviceSecrets>;

export const ROLES = ["api", "indexer", "relayer", "worker"] as const;
export type Role = (typeof ROLES)[number];

const roles = z
  .string()
  .transform((text) => [...new Set(text.split(",").map((word) => word.trim()))].filter((word) => word !== ""))
  .pipe(z.array(z.enum(ROLES)).min(1));

/** Every variable that the backend reads. `config.ts` gives them their place; the README's table is checked against this one. */
export const VARIABLES = Object.freeze({
  PORT: variable({ schema: z.coerce.number().int().min(0).max(65535), default: "3000", description: "Port of the web pages and the API." }),
  HOST: variable({ schema: z.string().min(1), default: "127.0.0.1", description: "Network interface to listen on; `0.0.0.0` for all." }),
  WAYBILL_HOME: variable({
    schema: z.string().min(1),
    default: ".waybill",
    description: "Folder that holds all data of this installation.",
  }),
  WAYBILL_MODE: variable({
    schema: z.enum(["development", "production"]),
    default: "development",
    description: "`production` refuses development keys, default secrets and the demonstration.",
  }),
  WAYBILL_DEMO: variable({ schema: flag, default: "off", description: "Demonstration wallets and `anchor now`; development only." }),
  WAYBILL_ROLES: variable({
    schema: roles,
    default: ROLES.join(","),
    description: "What this process does: any of `api`, `indexer`, `relayer`, `worker`; or `warehouse` alone: docs/guides/warehouse.md.",
  }),
  DATABASE_URL: variable({
    schema: z.url({ protocol: /^postgres(ql)?$/ }),
    description: "Postgres to use; without it `npm start` runs an embedded one.",
    secret: true,
  }),
  DATABASE_URL_FILE: variable({ schema: z.string().min(1).optional(), description: "File that holds DATABASE_URL instead." }),
  DATABASE_OWNER_URL: variable({
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    description:
      "The same database as its owner, for commands that make tables; by default DATABASE_URL is the owner. docs/guides/operator.md.",
    secret: true,
  }),
  DATABASE_OWNER_URL_FILE: variable({ schema: z.string().min(1).optional(), description: "File that holds DATABASE_OWNER_URL instead." }),
  RPC_URL: variable({
    schema: z.url({ protocol: /^https?$/ }),
    description: "JSON-RPC endpoint of the chain; without it `npm start` runs anvil.",
    secret: true,
  }),
  RPC_URL_FILE: variable({ schema: z.string().min(1).optional(), description: "File that holds RPC_URL instead." }),
  RPC_WS_URL: variable({
    schema: z.url({ protocol: /^wss?$/ }).optional(),
    description:
      "WebSocket endpoint of the same node, for new blocks at once; by default RPC_URL with `ws`. Without one the node is polled.",
    secret: true,
  }),
  RPC_WS_URL_FILE: variable({ schema: z.string().min(1).optional(), description: "File that holds RPC_WS_URL instead." }),
  PUBLIC_RPC_URL: variable({
    schema: z.string().min(1),
    default: "/rpc",
    description: "Node that browsers are told to use; `/rpc` is our own read-only proxy, offered in development.",
  }),
  EXPLORER_URL: variable({ schema: z.url({ protocol: /^https?$/ }).optional(), description: "Base URL of a block explorer to link to." }),
  CHAIN_ID: variable({ schema: z.coerce.number().int().positive(), default: "31337", description: "Chain that RPC_URL must be on." }),
  FINALITY_DEPTH: variable({
    schema: z.coerce.number().int().min(1),
    default: "64",
    description: "Blocks below the head that count as final on a chain whose node has no `finalized` tag.",
  }),
  INDEX_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "JSON file of further contracts to index, each into tables of its own; docs/guides/indexing.md.",
  }),
  DEPLOYMENT_FILE: variable({
    schema: z.string().min(1),
    description: "JSON file with the contracts' addresses; without it `npm start` deploys and writes one.",
  }),
  RELAYER_KEY: variable({ schema: privateKey.optional(), description: "Key that sends anchors and handovers.", secret: true }),
  RELAYER_KEY_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "File that holds RELAYER_KEY instead; a new key is taken over without a restart.",
  }),
  RELAYER_KEYSTORE_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "Encrypted file (Web3 Secret Storage v3) that holds RELAYER_KEY instead.",
  }),
  RELAYER_KEYSTORE_PASSWORD_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "File that holds the password of RELAYER_KEYSTORE_FILE.",
  }),
  REGISTRAR_KEY: variable({
    schema: privateKey.optional(),
    description: "Key that registers organisations; RELAYER_KEY when absent.",
    secret: true,
  }),
  REGISTRAR_KEY_FILE: variable({ schema: z.string().min(1).optional(), description: "File that holds REGISTRAR_KEY instead." }),
  REGISTRAR_KEYSTORE_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "Encrypted file that holds REGISTRAR_KEY instead.",
  }),
  REGISTRAR_KEYSTORE_PASSWORD_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "File that holds the password of REGISTRAR_KEYSTORE_FILE.",
  }),
  RELAYER_MAX_FEE_GWEI: variable({
    schema: z.coerce.number().positive().max(1_000_000),
    default: "500",
    description: "Most that a unit of gas may cost, in gwei; what does not get through for that waits.",
  }),
  RELAYER_MAX_IN_FLIGHT: variable({
    schema: z.coerce.number().int().min(1).max(1024),
    default: "64",
    description: "Transactions of one key that may wait for a block at once.",
  }),
  RELAYER_BUMP_SECONDS: variable({
    schema: z.coerce.number().int().min(1).max(86400),
    default: "30",
    description: "Time in seconds after which a transaction that no block took is replaced by a dearer one.",
  }),
  FRONTEND_DIR: variable({
    schema: z.string().min(1).optional(),
    description: "Folder of the built web pages; without it only the API is served.",
  }),
  PUBLIC_URL: variable({
    schema: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/$/, ""))
      .optional(),
    description: "Address of this installation as others see it, for links in answers; by default as each request names it.",
  }),
  SIGN_IN_ORIGINS: variable({
    schema: origins.optional(),
    description:
      "Addresses of the pages on which people may sign in, comma separated; PUBLIC_URL by default, in development also this machine.",
  }),
  CORS_ORIGINS: variable({
    schema: origins.optional(),
    description:
      "Addresses of pages elsewhere that may ask the API from browsers with a key of their own, comma separated; none by default.",
  }),
  SESSION_KEYS_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "JWK Set with the private keys (Ed25519) that sign access tokens; otherwise made in WAYBILL_HOME.",
  }),
  PERSONAL_KEY_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "File with the key that wraps the keys of what is told about people; otherwise made in WAYBILL_HOME.",
  }),
  PERSONAL_DATA_KEYS: variable({
    schema: z.string().min(1).optional(),
    description:
      "Folder with one wrapped key for each person, never in a backup of the database; otherwise made in WAYBILL_HOME. docs/privacy.md.",
  }),
  IPFS_API_URL: variable({
    schema: z.url({ protocol: /^https?$/ }).optional(),
    description: "HTTP API of an IPFS (Kubo) node for documents; without it they stay in WAYBILL_HOME.",
  }),
  IPFS_SECOND_PIN_URL: variable({
    schema: z.url({ protocol: /^https?$/ }).optional(),
    description: "HTTP API of a second IPFS (Kubo) node, which keeps documents, too.",
  }),
  DOCUMENTS_KEY: variable({
    schema: privateKey.optional(),
    description: "32 bytes of hex under which the keys of private documents are kept; required in production.",
    secret: true,
  }),
  DOCUMENTS_KEY_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "File that holds DOCUMENTS_KEY instead, a key a line: the first encrypts, all open; docs/security/secrets.md.",
  }),
  DOCUMENTS_QUOTA_MEBIBYTES: variable({
    schema: z.coerce.number().int().min(1),
    default: "1024",
    description: "Most that the documents of one organisation may take, in MiB.",
  }),
  CLAMD_URL: variable({
    schema: z
      .string()
      .regex(/^(tcp:\/\/[^/@]+:\d+|unix:\/\/\/.+)$/, "must be tcp://host:port or unix:///path")
      .optional(),
    description: "ClamAV daemon that looks at files before they are kept: `unix:///run/clamav/clamd.ctl` or `tcp://host:port`.",
  }),
  ANCHOR_MAX_EVENTS: variable({
    schema: z.coerce.number().int().min(1).max(4096),
    default: "256",
    description: "Statements after which a batch is anchored at once.",
  }),
  ANCHOR_MAX_SECONDS: variable({
    schema: z.coerce.number().int().min(1).max(86400),
    default: "60",
    description: "Longest time in seconds that a statement waits for its batch.",
  }),
  AUDIT_ANCHOR_MINUTES: variable({
    schema: z.coerce.number().int().min(0).max(30),
    default: "5",
    description: "Minutes between two checkpoints of the audit log on chain, 0 for never; none is sent while nothing is recorded.",
  }),
  WEBHOOK_MAX_TRIES: variable({
    schema: z.coerce.number().int().min(1).max(100),
    default: "20",
    description: "Tries until a delivery to a subscriber is given up; with the pauses between them, 20 take some nine hours.",
  }),
  WEBHOOK_TIMEOUT_SECONDS: variable({
    schema: z.coerce.number().int().min(1).max(60),
    default: "10",
    description: "Longest time in seconds that a subscriber may take to answer.",
  }),
  SANDBOX_WEBHOOK_URL: variable({
    schema: z.url({ protocol: /^https?$/ }).optional(),
    description:
      "Where the sandbox payment provider sends its messages; by default `/api/payments/webhooks` of this process, or of PUBLIC_URL where it serves no API.",
  }),
  SERVICE_SECRET: variable({
    schema: serviceSecrets.optional(),
    description:
      "Secret of which the tokens of warehouses are made, 32 characters at least, and in a second line the one before, whose tokens count as well; in production none registers without one.",
    secret: true,
  }),
  SERVICE_SECRET_FILE: variable({
    schema: z.string().min(1).optional(),
    description: "File that holds SERVICE_SECRET instead; a new one is taken over without a restart.",
  }),
  WAREHOUSE_HOSTS: variable({
    schema: hosts.optional(),
    description:
      "Hosts of warehouses that may be private and without TLS in production, as `alpha:3101`, comma separated; all others must be public.",
  }),
  WAREHOUSE_HEALTH_SECONDS: variable({
    schema: z.coerce.number().int().min(1).max(86400),
    default: "60",
    description: "Time in seconds between two questions to each warehouse whether it is well; after three without an answer it is away.",
  }),
  WAREHOUSE_RECONCILE_SECONDS: variable({
    schema: z.coerce.number().int().min(1).max(86400),
    default: "300",
    description: "Time in seconds between two comparisons of what each warehouse has on hand with what the shop believes.",
  }),
  WAREHOUSE_AWAY_SALES_HOURS: variable({
    schema: z.coerce.number().int().min(1).max(8760),
    default: "24",
    description: "Hours for which stock of a warehouse that is away or paused goes on being sold; it is sold again once it was compared.",
  }),
  HTTP_BASIC: variable({
    schema: flag.optional(),
    description:
      "Customers without a second factor may show e-mail and password with each request to the shop; by default on in development alone.",
  }),
  OPEN_REGISTRATION: variable({
    schema: flag,
    default: "on",
    description: "Anybody may register an organisation with a wallet; off, only whom an admin registered on chain says who it is.",
  }),
  SIGN_UP: variable({
    schema: z.enum(["passkey", "off"]),
    default: "passkey",
    description: "`passkey`: anybody may make an account, as a customer and nothing else; `off`: only by a wallet or an invitation.",
  }),
  RATE_LIMIT_PER_MINUTE: variable({
    schema: z.coerce.number().int().min(20),
    default: "6000",
    description: "Reads per minute and address, and per signed-in caller, before 429; writes count as four, costly reads as up to ten.",
  }),
  TRUST_PROXY: variable({
    schema: z.string().optional(),
    description: "Addresses of reverse proxies whose X-Forwarded-For is believed, comma separated; none by default.",
  }),
  LOG_LEVEL: variable({
    schema: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
    default: "info",
    description: "Least important log lines that are written.",
  }),
  FAULT_AT: variable({
    schema: z.string().optional(),
    description: "Fault injection for tests, `name[:nth]:kill|throw|delay`, comma separated; refused in production.",
  }),
} as const);
