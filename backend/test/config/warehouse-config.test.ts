import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { ConfigError } from "../../src/config/config-error.ts";
import { DEVELOPMENT_SERVICE_SECRET } from "../../src/config/development-keys.ts";
import { readWarehouseConfig } from "../../src/config/warehouse-config.ts";
import { warehouseToken } from "../../src/config/warehouse-token.ts";
import { WAREHOUSE_VARIABLES } from "../../src/config/warehouse-variables.ts";
import type { Variable } from "../../src/config/variables.ts";

const ENV = {
  DATABASE_URL: "postgres://alpha:long-enough-password@localhost/alpha",
  STORE_URL: "https://shop.example/store/",
  SERVICE_TOKEN: "0123456789abcdef0123456789abcdef",
  WAREHOUSE_ID: "alpha",
  WAREHOUSE_NAME: "Alpha",
  WAREHOUSE_URL: "https://alpha.example/",
  WAREHOUSE_COUNTRY: "DE",
  WAREHOUSE_LATITUDE: "52.5",
  WAREHOUSE_LONGITUDE: "13.4",
  SSCC_PREFIX: "9506000",
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readWarehouseConfig({ ...ENV, ...env }, () => expect.fail("no file is named"));
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

describe("the configuration of a warehouse", () => {
  it("is read once, with addresses without a slash at their end, and secrets that show nothing", () => {
    const config = readWarehouseConfig(ENV);
    expect([config.storeUrl, config.warehouse.url, config.port]).to.deep.equal([
      "https://shop.example/store",
      "https://alpha.example",
      3100,
    ]);
    expect(config.actorKey).to.equal(null);
    expect(JSON.stringify(config)).to.not.include(ENV.SERVICE_TOKEN).and.not.include("long-enough-password");
    expect(Object.isFrozen(config.warehouse.terms)).to.equal(true);
  });

  it("is refused with a sentence for each value that cannot be used, and none of a secret", () => {
    expect(problemsOf({ WAREHOUSE_ID: "Alpha 1", SSCC_PREFIX: "12", SERVICE_TOKEN: "short", MINOR_PER_UNIT: "1.5" })).to.deep.equal([
      "SERVICE_TOKEN is not usable: must be 16 to 500 printable characters.",
      'WAREHOUSE_ID is not usable ("Alpha 1"): must be lower-case letters, digits and hyphens, 40 at most.',
      'MINOR_PER_UNIT is not usable ("1.5"): must be a whole number.',
      'SSCC_PREFIX is not usable ("12"): must be 7 to 13 digits.',
    ]);
  });

  it("makes its own token where only the shop's secret is given, and takes a token before that", () => {
    const { SERVICE_TOKEN: token, ...env } = ENV;
    const secret = "a-secret-of-the-shop-for-all-of-its-own";
    const made = warehouseToken(secret, "alpha");
    expect(readWarehouseConfig({ ...env, SERVICE_SECRET: secret }).serviceToken.reveal()).to.equal(made);
    const inFile = { ...env, SERVICE_SECRET_FILE: "/run/secrets/service" };
    expect(readWarehouseConfig(inFile, () => `${secret}\n`).serviceToken.reveal()).to.equal(made);
    expect(readWarehouseConfig(inFile, () => `${secret}\n${"b".repeat(32)}\n`).serviceToken.reveal(), "the newest").to.equal(made);
    expect(readWarehouseConfig({ ...ENV, SERVICE_SECRET: secret }).serviceToken.reveal()).to.equal(token);
    expect(() => readWarehouseConfig(env)).to.throw(ConfigError, "SERVICE_TOKEN is required");
    expect(() => readWarehouseConfig({ ...env, SERVICE_SECRET: "short" })).to.throw(ConfigError, /^SERVICE_SECRET is not usable: /);
    expect(() => readWarehouseConfig({ ...env, SERVICE_SECRET: DEVELOPMENT_SERVICE_SECRET, WAYBILL_MODE: "production" })).to.throw(
      ConfigError,
      "SERVICE_SECRET is the one of development",
    );
  });

  it("is refused in production where something could be read on the way, guessed, or is for tests", () => {
    const production = { WAYBILL_MODE: "production" };
    expect(problemsOf(production)).to.deep.equal([]);
    expect(
      problemsOf({
        ...production,
        STORE_URL: "http://shop.example",
        WAREHOUSE_URL: "http://alpha.example",
        SERVICE_TOKEN: "0123456789abcdef",
        FAULT_AT: "warehouse.pick.before_commit:kill",
        ACTOR_KEY: "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
        DATABASE_URL: "postgres://alpha:password@localhost/alpha",
      }),
    ).to.have.length(6);
  });

  it("asks staff for a known device in production unless it is told not to, and in development only when it is told to", () => {
    const staffDevicesOf = (env: Record<string, string>) => readWarehouseConfig({ ...ENV, ...env }).staffDevices;
    expect(staffDevicesOf({ WAYBILL_MODE: "production" })).to.equal("required");
    expect(staffDevicesOf({ WAYBILL_MODE: "production", STAFF_DEVICES: "off" })).to.equal("off");
    expect(staffDevicesOf({})).to.equal("off");
    expect(staffDevicesOf({ STAFF_DEVICES: "required" })).to.equal("required");
    expect(problemsOf({ STAFF_DEVICES: "yes" })[0]).to.match(/^STAFF_DEVICES is not usable \("yes"\): /);
  });

  it("describes every variable in a sentence, gives only defaults that it would accept itself, and is the table of its guide", async () => {
    const guide = await readFile(new URL("../../../docs/guides/warehouse.md", import.meta.url), "utf8");
    const [, table = ""] = guide.split(/<!-- variables: (?:begin|end) -->/);
    const rows = table.split("\n").filter((line) => line.startsWith("| `"));
    for (const [name, variable] of Object.entries<Variable>(WAREHOUSE_VARIABLES)) {
      expect(variable.description, name).to.match(/^.{10,}\.$/);
      if (variable.default !== undefined) expect(variable.schema.safeParse(variable.default).success, name).to.equal(true);
    }
    const named = rows.map((row) => /^\| `([A-Z0-9_]+)`/.exec(row)?.[1]).filter((name) => name !== undefined);
    expect(named).to.deep.equal(Object.keys(WAREHOUSE_VARIABLES));
    for (const [name, { description }] of Object.entries<Variable>(WAREHOUSE_VARIABLES))
      expect(table, name).to.include(description.replaceAll("|", "\\|"));
  });
});
