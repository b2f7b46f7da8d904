import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { keccak256 } from "viem";
import { callRpc } from "../../scripts/services/json-rpc.ts";
import { freePort } from "../../scripts/services/ports.ts";
import { startAnvil } from "../support/anvil.ts";
import { createDatabase } from "../support/postgres.ts";
import { emptyPages, freshHome, launchWaybill, type StartOptions } from "../support/waybill.ts";

/** Starts, expects a refusal, and returns its sentence. */
async function refusal({ env = {}, ...options }: StartOptions): Promise<string> {
  const waybill = await launchWaybill({ ...options, env: { FRONTEND_DIR: emptyPages(), WAYBILL_DEMO: "off", ...env } });
  expect(await waybill.exited, waybill.stdout()).to.equal(1);
  expect(waybill.stdout()).not.to.contain("Waybill is ready");
  const lines = waybill.stderr().trimEnd().split("\n");
  expect(lines, "one sentence").to.have.lengthOf(1);
  expect(lines[0]).to.match(/[.)]$/);
  expect(waybill.children(), "nothing left running").to.deep.equal([]);
  return lines[0] ?? "";
}

/** A home with a layout file, as an earlier start leaves it. */
function homeWith(layout: unknown, files: Record<string, string> = {}): string {
  const home = freshHome();
  for (const [name, content] of Object.entries({ "layout.json": JSON.stringify(layout), ...files })) {
    mkdirSync(join(home, name, ".."), { recursive: true });
    writeFileSync(join(home, name), content);
  }
  return home;
}

const LAYOUT = { layout: 1, parts: [], databasePassword: "0123456789abcdef" };

describe("npm start with something wrong", function () {
  this.timeout(60_000);

  it("names a port that another program has", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    try {
      expect(await refusal({ env: { PORT: String(port) } })).to.contain(`Port ${port} is taken`);
    } finally {
      other.close();
    }
  });

  it("names a variable that it cannot read", async () => {
    expect(await refusal({ env: { PORT: "many" } })).to.match(/^PORT is not usable \("many"\)/);
    expect(await refusal({ env: { HOST: "999.1.1.1" } })).to.match(/^Port \d+ of HOST 999\.1\.1\.1 is not usable \(E\w+\)/);
  });

  it("names a switch and a database of warehouses that it cannot read", async () => {
    expect(await refusal({ env: { WAREHOUSES: "maybe" } })).to.equal('WAREHOUSES is "on" or "off", not "maybe".');
    expect(await refusal({ env: { BETA_DATABASE_URL: "here" } })).to.match(/^BETA_DATABASE_URL is not a URL: /);
  });

  it("names a variable that only the backend reads before a database or a chain is started", async () => {
    const home = freshHome();
    expect(await refusal({ home, env: { ANCHOR_MAX_SECONDS: "soon" } })).to.match(/^ANCHOR_MAX_SECONDS is not usable \("soon"\)/);
    expect(readdirSync(home)).to.deep.equal([]);
  });

  it("says that the database does not answer, without its password", async () => {
    const url = `postgres://somebody:hidden-word@127.0.0.1:${await freePort()}/x`;
    const sentence = await refusal({ env: { DATABASE_URL: url } });
    expect(sentence).to.match(/^The database at DATABASE_URL \(127\.0\.0\.1:\d+\/x\) does not answer: /);
    expect(sentence).not.to.contain("hidden-word");
  });

  it("says that the node does not answer", async () => {
    const sentence = await refusal({
      env: { RPC_URL: `http://127.0.0.1:${await freePort()}`, DATABASE_URL: (await createDatabase()).url },
    });
    expect(sentence).to.match(/^The node at RPC_URL \(127\.0\.0\.1:\d+\) does not answer: /);
  });

  it("says that the node is on another chain", async () => {
    const anvil = await startAnvil([], 31338);
    const sentence = await refusal({ env: { RPC_URL: anvil.url, DATABASE_URL: (await createDatabase()).url } });
    expect(sentence).to.match(/is on chain 31338, not on 31337/);
  });

  it("says that the chain does not hold the contracts of the stored deployment", async () => {
    const deployment = {
      chainId: 31337,
      accessManager: `0x${"11".repeat(20)}`,
      supplyChain: `0x${"22".repeat(20)}`,
      fromBlock: 1,
      codeHash: `0x${"33".repeat(32)}`,
    };
    const home = homeWith({ ...LAYOUT, parts: ["deployment"] }, { "deployment.json": JSON.stringify(deployment) });
    const anvil = await startAnvil();
    const sentence = await refusal({ home, env: { RPC_URL: anvil.url, DATABASE_URL: (await createDatabase()).url } });
    expect(sentence).to.match(/^The chain does not hold the contracts of .*: nothing is there at 0x2222/);
  });

  it("says that the contracts were deployed by another version, and changes nothing", async () => {
    const [supplyChain, code] = [`0x${"22".repeat(20)}`, "0x6001600155"] as const;
    const anvil = await startAnvil();
    await callRpc(anvil.url, "anvil_setCode", [supplyChain, code]);
    const deployment = { chainId: 31337, accessManager: `0x${"11".repeat(20)}`, supplyChain, fromBlock: 1, codeHash: keccak256(code) };
    const text = JSON.stringify(deployment);
    const home = homeWith({ ...LAYOUT, parts: ["deployment"] }, { "deployment.json": text });
    const sentence = await refusal({ home, env: { RPC_URL: anvil.url, DATABASE_URL: (await createDatabase()).url } });
    expect(sentence).to.match(
      /^The contract at 0x2222.* was deployed by another version of Waybill: it has no \w+, \w+, \w+ and \d+ more\. Nothing was changed\./,
    );
    expect(readFileSync(join(home, "deployment.json"), "utf8")).to.equal(text);
  });

  it("refuses a home that is a file", async () => {
    const file = join(freshHome(), "file");
    writeFileSync(file, "");
    expect(await refusal({ home: file })).to.match(/^WAYBILL_HOME .* cannot be used as a folder/);
  });

  it("refuses a folder that holds something else", async () => {
    const home = freshHome();
    writeFileSync(join(home, "thesis.txt"), "mine");
    expect(await refusal({ home })).to.contain("holds other files (thesis.txt)");
  });

  for (const [what, home] of Object.entries({
    "whose layout is cut off": () => homeWith(LAYOUT, { "layout.json": '{"layout": 1, "par' }),
    "whose layout is of another shape": () => homeWith({ layout: 1 }),
    "that has lost its layout": () => homeWith(LAYOUT, { "layout.json": "", "postgres/PG_VERSION": "18" }),
    "that has lost its database": () => homeWith({ ...LAYOUT, parts: ["database"] }),
    "that has lost its chain": () => homeWith({ ...LAYOUT, parts: ["chain"] }),
    "whose copies of the chain are both damaged": () =>
      homeWith({ ...LAYOUT, parts: ["chain"] }, { "chain/state.json.gz": "torn", "chain/state.previous.json.gz": "torn too" }),
    "whose deployment is not one": () => homeWith({ ...LAYOUT, parts: ["deployment"] }, { "deployment.json": "{}" }),
  }))
    it(`calls a home damaged ${what}`, async () => {
      expect(await refusal({ home: home() })).to.match(/^The home .* is damaged: /);
    });

  it("refuses a home of a newer version", async () => {
    expect(await refusal({ home: homeWith({ ...LAYOUT, layout: 99 }) })).to.contain("newer version of Waybill");
  });

  it("starts no database or chain of its own in production", async () => {
    const sentence = await refusal({ env: { WAYBILL_MODE: "production" } });
    expect(sentence).to.match(/^In production DATABASE_URL and RPC_URL and DEPLOYMENT_FILE must be set/);
  });
});
