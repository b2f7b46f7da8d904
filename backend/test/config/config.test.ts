import { expect } from "chai";
import { encryptKeystoreJson, Wallet } from "ethers";
import { format, inspect } from "node:util";
import { pino } from "pino";
import { ConfigError, readConfig } from "../../src/config/config.ts";
import { DEVELOPMENT_DOCUMENTS_KEY, DEVELOPMENT_SERVICE_SECRET, developmentKey } from "../../src/config/development-keys.ts";
import { VARIABLES } from "../../src/config/variables.ts";

const DEPLOYMENT = {
  chainId: 31337,
  accessManager: `0x${"11".repeat(20)}`,
  supplyChain: `0x${"22".repeat(20)}`,
  fromBlock: 1,
  codeHash: `0x${"33".repeat(32)}`,
};
const ENV = {
  DATABASE_URL: "postgres://waybill:e54cN2@db.example:5432/waybill",
  RPC_URL: "http://127.0.0.1:8545",
  DEPLOYMENT_FILE: "/deployment.json",
  RELAYER_KEY: `0x${"44".repeat(32)}`,
};
const PRODUCTION = {
  ...ENV,
  DATABASE_URL: `${ENV.DATABASE_URL}?sslmode=verify-full`,
  WAYBILL_MODE: "production",
  CHAIN_ID: "1",
  PUBLIC_RPC_URL: "https://rpc.example",
  PUBLIC_URL: "https://waybill.example",
  DOCUMENTS_KEY: `0x${"55".repeat(32)}`,
};

function read(env: Record<string, string | undefined>, files: Record<string, string> = {}) {
  const deployment = JSON.stringify({ ...DEPLOYMENT, chainId: Number(env["CHAIN_ID"] ?? 31337) });
  return readConfig(env, (path) => {
    const text = { "/deployment.json": deployment, ...files }[path];
    if (text === undefined) throw new Error("no such file");
    return text;
  });
}

function problemsOf(env: Record<string, string | undefined>, files?: Record<string, string>): string {
  try {
    read(env, files);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join("\n");
    throw error;
  }
  return "";
}

describe("the configuration", () => {
  it("fills in defaults and freezes everything", () => {
    const config = read(ENV);
    expect(config.port).to.equal(3000);
    expect(config.anchoring).to.deep.equal({ maxEvents: 256, maxSeconds: 60, auditMinutes: 5 });
    expect(config.roles).to.deep.equal(["api", "indexer", "relayer", "worker"]);
    expect(config.keys.registrar).to.equal(config.keys.relayer);
    expect(Object.isFrozen(config) && Object.isFrozen(config.chain.deployment)).to.equal(true);
  });

  it("names every missing variable at once", () => {
    const problems = problemsOf({});
    for (const name of ["DATABASE_URL", "RPC_URL", "DEPLOYMENT_FILE"]) expect(problems).to.include(`${name} is required`);
  });

  it("takes an empty variable for an absent one", () => {
    expect(read({ ...ENV, PORT: "", IPFS_API_URL: "" }).port).to.equal(3000);
  });

  it("names a bad value, unless it is secret", () => {
    expect(problemsOf({ ...ENV, PORT: "99999" })).to.include('PORT is not usable ("99999")');
    const secret = problemsOf({ ...ENV, RELAYER_KEY: "0xhunter2" });
    expect(secret).to.include("RELAYER_KEY is not usable").and.not.include("hunter2");
  });

  it("refuses roles that nobody plays", () => {
    expect(problemsOf({ ...ENV, WAYBILL_ROLES: "api,cook" })).to.include("WAYBILL_ROLES");
    expect(read({ ...ENV, WAYBILL_ROLES: "api, api ,worker" }).roles).to.deep.equal(["api", "worker"]);
  });

  it("refuses a deployment that cannot be read, is damaged, or is of another chain", () => {
    expect(problemsOf({ ...ENV, DEPLOYMENT_FILE: "/gone.json" })).to.include("cannot be read");
    expect(problemsOf({ ...ENV, DEPLOYMENT_FILE: "/half.json" }, { "/half.json": '{"chainId":31337' })).to.include("is not a deployment");
    expect(
      problemsOf({ ...ENV, DEPLOYMENT_FILE: "/other.json" }, { "/other.json": JSON.stringify({ ...DEPLOYMENT, chainId: 5 }) }),
    ).to.include("describes contracts on chain 5");
  });

  it("asks a process that only indexes for no key", () => {
    const { RELAYER_KEY: _, ...keyless } = ENV;
    expect(() => read(keyless)).to.throw(ConfigError);
    expect(read({ ...keyless, WAYBILL_ROLES: "indexer" }).keys.relayer.reveal()).to.match(/^0x0+$/);
  });

  it("reads keys from files", () => {
    const config = read({ ...ENV, RELAYER_KEY: undefined, RELAYER_KEY_FILE: "/key" }, { "/key": `0x${"55".repeat(32)}\n` });
    expect(config.keys.relayer.reveal()).to.equal(`0x${"55".repeat(32)}`);
    expect(problemsOf({ ...ENV, RELAYER_KEY: undefined, RELAYER_KEY_FILE: "/key" }, { "/key": "secret" })).to.not.include("secret");
  });

  it("reads the key of private documents from a file, and does not repeat what is in it when it is none", () => {
    const path = "/documents";
    const key = `0x${"66".repeat(32)}`;
    const keysIn = (text: string) => read({ ...ENV, DOCUMENTS_KEY_FILE: path }, { [path]: text }).documents.key.reveal();
    expect(keysIn(`${key}\n`)).to.deep.equal([key]);
    expect(keysIn(`${key}\n${ENV.RELAYER_KEY}\n`)).to.deep.equal([key, ENV.RELAYER_KEY]);
    expect(problemsOf({ ...ENV, DOCUMENTS_KEY_FILE: path }, { [path]: "secret" })).to.not.include("secret");
  });

  it("reads the addresses of database and node, which may hold passwords, from files", () => {
    const { DATABASE_URL: database, RPC_URL: node, ...rest } = ENV;
    const named = { DATABASE_URL_FILE: "/database", RPC_URL_FILE: "/node" };
    const { databaseUrl, chain } = read({ ...rest, ...named }, { "/database": `${database}\n`, "/node": `${node}\n` });
    expect([databaseUrl.reveal(), chain.rpcUrl.reveal()]).to.deep.equal([database, node]);
    expect(problemsOf({ ...rest, ...named }, { "/database": "postgres://waybill:e54cN2@" }))
      .to.include("cannot be read")
      .and.not.include("e54cN2");
  });

  it("shows no secret, however it is printed, logged or serialised", () => {
    const secrets = [ENV.DATABASE_URL, ENV.RELAYER_KEY, PRODUCTION.DOCUMENTS_KEY, "rpc.example/v1/key5f2c"];
    const config = read({ ...PRODUCTION, RPC_URL: "https://rpc.example/v1/key5f2c", RPC_WS_URL: "wss://rpc.example/v1/key5f2c" });
    const lines: string[] = [];
    const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
    log.info({ config, key: config.keys.relayer, documents: config.documents }, `with ${config.keys.relayer}`);
    log.error({ err: Object.assign(new Error(String(config.databaseUrl)), { config }) }, "failed");
    lines.push(
      JSON.stringify(config),
      inspect(config, { depth: 9, showHidden: true }),
      `${config.documents.key}`,
      format("%s %o %j", config, config, config),
    );
    for (const line of lines) for (const secret of secrets) expect(line).not.to.include(secret);
    expect(lines.join()).to.include("[secret]");
  });

  it("needs no key of documents in a process that keeps none", () => {
    expect(read({ ...PRODUCTION, DOCUMENTS_KEY: "", WAYBILL_ROLES: "indexer" }).mode).to.equal("production");
  });

  describe("in production", () => {
    it("accepts keys, secrets and endpoints of its own", () => {
      expect(read(PRODUCTION).mode).to.equal("production");
      for (const socket of ["waybill:e54cN2@%2Frun%2Fpostgresql/x", "waybill:e54cN2@localhost/x?host=/run/postgresql"])
        expect(read({ ...PRODUCTION, DATABASE_URL: `postgres://${socket}` }).mode).to.equal("production");
    });

    it("takes no warehouses without a secret of their tokens, and has one in development", () => {
      expect(read(PRODUCTION).warehouses).to.deep.equal({
        secrets: null,
        hosts: [],
        healthSeconds: 60,
        reconcileSeconds: 300,
        awaySalesHours: 24,
      });
      expect(read(ENV).warehouses.secrets?.reveal()).to.deep.equal([DEVELOPMENT_SERVICE_SECRET]);
      const { warehouses } = read(
        { ...PRODUCTION, SERVICE_SECRET_FILE: "/secret", WAREHOUSE_HOSTS: "Alpha:3101, [::1]:80" },
        { "/secret": `${"s".repeat(32)}\n` },
      );
      expect([warehouses.secrets?.reveal(), warehouses.hosts]).to.deep.equal([["s".repeat(32)], ["alpha:3101", "[::1]:80"]]);
    });

    it("takes a secret of warehouses and the one before it, in a variable or a file, and no third", () => {
      const [newest, before, oldest] = ["n".repeat(32), "b".repeat(32), "o".repeat(32)] as const;
      const both = [newest, before];
      expect(read({ ...PRODUCTION, SERVICE_SECRET: both.join("\n") }).warehouses.secrets?.reveal()).to.deep.equal(both);
      const inFile = read({ ...PRODUCTION, SERVICE_SECRET_FILE: "/secret" }, { "/secret": `${newest}\r\n${before}\n` });
      expect(inFile.warehouses.secrets?.reveal()).to.deep.equal(both);
      expect(problemsOf({ ...PRODUCTION, SERVICE_SECRET: [...both, oldest].join(" ") })).to.include("must be one secret, or two");
    });

    it("takes no password with each request unless it is told to, and does in development unless it is told not to", () => {
      expect([read(PRODUCTION).httpBasic, read({ ...PRODUCTION, HTTP_BASIC: "on" }).httpBasic]).to.deep.equal([false, true]);
      expect([read(ENV).httpBasic, read({ ...ENV, HTTP_BASIC: "off" }).httpBasic]).to.deep.equal([true, false]);
    });

    it("accepts a client certificate of the database instead of a password", () => {
      const encrypted = "postgres://waybill@db.example/x?sslmode=verify-full";
      const given = "sslcert=/run/keys/waybill.crt&sslkey=/run/keys/waybill.key";
      expect(read({ ...PRODUCTION, DATABASE_URL: `${encrypted}&${given}` }).mode).to.equal("production");
      expect(problemsOf({ ...PRODUCTION, DATABASE_URL: `${encrypted}&sslcert=/run/keys/waybill.crt` })).to.include("needs a password");
    });

    it("refuses every development key, in any spelling", () => {
      for (const index of [0, 1, 6, 19]) {
        expect(problemsOf({ ...PRODUCTION, RELAYER_KEY: developmentKey(index) })).to.include("RELAYER_KEY is a development key");
        const shouted = developmentKey(index).toUpperCase().replace("0X", "0x");
        expect(problemsOf({ ...PRODUCTION, REGISTRAR_KEY: shouted })).to.include("REGISTRAR_KEY is a development key");
      }
    });

    const refused: [string, Record<string, string>, string][] = [
      ["a scanner on another machine", { CLAMD_URL: "tcp://scanner.example:3310" }, "CLAMD_URL"],
      ["private documents under no key of its own", { DOCUMENTS_KEY: "" }, "DOCUMENTS_KEY"],
      ["private documents under the development key", { DOCUMENTS_KEY: DEVELOPMENT_DOCUMENTS_KEY }, "DOCUMENTS_KEY"],
      [
        "tokens of warehouses of the development secret",
        { SERVICE_SECRET: DEVELOPMENT_SERVICE_SECRET },
        "SERVICE_SECRET is the one of development",
      ],
      [
        "tokens of warehouses of the development secret beside another",
        { SERVICE_SECRET: `${"s".repeat(32)} ${DEVELOPMENT_SERVICE_SECRET}` },
        "SERVICE_SECRET is the one of development",
      ],
      ["tokens of warehouses of a short secret", { SERVICE_SECRET: "short" }, "SERVICE_SECRET is not usable: must be 32 characters"],
      ["hosts of warehouses with a scheme", { WAREHOUSE_HOSTS: "http://alpha:3101" }, "WAREHOUSE_HOSTS is not usable"],
      ["the demonstration", { WAYBILL_DEMO: "on" }, "WAYBILL_DEMO"],
      ["fault injection", { FAULT_AT: "relayer.after_send:kill" }, "FAULT_AT"],
      ["a development chain", { CHAIN_ID: "31337" }, "CHAIN_ID 31337"],
      ["nobody being able to sign in", { PUBLIC_URL: "" }, "PUBLIC_URL (or SIGN_IN_ORIGINS)"],
      ["the development proxy as public node", { PUBLIC_RPC_URL: "/rpc" }, "PUBLIC_RPC_URL"],
      [
        "a database password that everybody knows",
        { DATABASE_URL: "postgres://postgres:postgres@db/x" },
        "a password that everybody knows",
      ],
      ["a database without password", { DATABASE_URL: "postgres://postgres@db/x" }, "needs a password"],
      ["a database elsewhere without encryption", { DATABASE_URL: ENV.DATABASE_URL }, "DATABASE_URL must ask for encryption"],
      ["a database whose certificate nobody checks", { DATABASE_URL: `${ENV.DATABASE_URL}?sslmode=no-verify` }, "DATABASE_URL must ask"],
      [
        "a database elsewhere that a parameter names",
        { DATABASE_URL: "postgres://waybill:e54cN2@localhost/x?host=db.example" },
        "DATABASE_URL must ask",
      ],
      ["a node elsewhere without encryption", { RPC_URL: "http://node.example" }, "RPC_URL must be encrypted"],
      ["an IPFS node elsewhere without encryption", { IPFS_API_URL: "http://ipfs.example:5001" }, "IPFS_API_URL must be encrypted"],
      ["pages without encryption", { PUBLIC_URL: "http://waybill.example" }, "PUBLIC_URL and SIGN_IN_ORIGINS must be https"],
    ];
    for (const [what, change, sentence] of refused) {
      it(`refuses ${what}`, () => {
        expect(problemsOf({ ...PRODUCTION, ...change })).to.include(sentence);
      });
    }
  });

  it("reads keys from encrypted files", async () => {
    const wallet = new Wallet(`0x${"6a".repeat(32)}`);
    const files = {
      "/key.json": await encryptKeystoreJson(wallet, "open sesame", { scrypt: { N: 2, r: 8, p: 1 } }),
      "/password": "open sesame\n",
      "/other": "open barley",
    };
    const env = { ...ENV, RELAYER_KEY: undefined, RELAYER_KEYSTORE_FILE: "/key.json" };
    expect(read({ ...env, RELAYER_KEYSTORE_PASSWORD_FILE: "/password" }, files).keys.relayer.reveal()).to.equal(wallet.privateKey);
    expect(problemsOf(env, files)).to.equal("RELAYER_KEYSTORE_PASSWORD_FILE is required by RELAYER_KEYSTORE_FILE.");
    expect(problemsOf({ ...env, RELAYER_KEYSTORE_PASSWORD_FILE: "/other" }, files)).to.equal(
      "RELAYER_KEYSTORE_FILE /key.json was encrypted with another password.",
    );
    expect(problemsOf({ ...env, RELAYER_KEYSTORE_PASSWORD_FILE: "/none" }, files)).to.include("cannot be read");
    const registrar = { REGISTRAR_KEYSTORE_FILE: "/key.json", REGISTRAR_KEYSTORE_PASSWORD_FILE: "/password" };
    expect(problemsOf({ ...PRODUCTION, ...registrar }, files)).to.include("is encrypted too weakly for production");
    expect(read({ ...ENV, ...registrar }, files).keys.registrar.reveal()).to.equal(wallet.privateKey);
  });

  it("describes every variable in a sentence and gives only defaults that it would accept itself", () => {
    for (const [name, variable] of Object.entries(VARIABLES)) {
      expect(variable.description, name).to.match(/^.{10,}\.$/);
      if (variable.default !== undefined) expect(variable.schema.safeParse(variable.default).success, name).to.equal(true);
    }
  });
});
