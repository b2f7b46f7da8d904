import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { privateKeyToAddress } from "viem/accounts";
import { developmentKey } from "../../backend/src/config/development-keys.ts";
import { deploySystem } from "../../scripts/deploy.ts";
import { prepare } from "../../scripts/test/prepare.ts";
import { startAnvil } from "../support/anvil.ts";
import { createDatabase, startPostgres } from "../support/postgres.ts";
import { runDirectory } from "../support/resources.ts";
import { emptyPages, launchWaybill } from "../support/waybill.ts";

describe("npm start in production", function () {
  this.timeout(180_000);
  const env: Record<string, string> = {};

  before(async () => {
    await prepare();
    const anvil = await startAnvil();
    const deployerKey = developmentKey(0);
    const deployment = await deploySystem({
      rpcUrl: anvil.url,
      deployerKey,
      admin: privateKeyToAddress(deployerKey),
      registrar: privateKeyToAddress(developmentKey(1)),
    });
    // Production refuses the number of the development chain, and only that one brings what deterministic addresses need.
    await anvil.rpc("anvil_setChainId", [31338]);
    const [database, postgres] = [await createDatabase(), await startPostgres()];
    const user = { name: "production_process", password: randomBytes(12).toString("hex") };
    await postgres.createUser(user);
    const deploymentFile = join(runDirectory(), "production-deployment.json");
    const keyFile = join(runDirectory(), "relayer.key");
    writeFileSync(deploymentFile, JSON.stringify({ ...deployment, chainId: 31338 }));
    writeFileSync(keyFile, `0x${randomBytes(32).toString("hex")}\n`);
    Object.assign(env, {
      WAYBILL_MODE: "production",
      FRONTEND_DIR: emptyPages(),
      DATABASE_URL: postgres.url(database.name, user),
      DATABASE_OWNER_URL: database.url,
      RPC_URL: anvil.url,
      PUBLIC_RPC_URL: "https://rpc.example",
      PUBLIC_URL: "https://waybill.example",
      CHAIN_ID: "31338",
      DEPLOYMENT_FILE: deploymentFile,
      RELAYER_KEY_FILE: keyFile,
      DOCUMENTS_KEY: `0x${randomBytes(32).toString("hex")}`,
    });
  });

  it("uses the servers and the key that it is given, and starts none", async () => {
    const waybill = await launchWaybill({ env });
    const url = await waybill.ready();
    expect(waybill.children().map(({ kind }) => kind)).to.deep.equal(["backend"]);
    expect(await (await fetch(`${url}/api/config`)).json()).to.deep.include({ demo: false });
    expect(waybill.stdout()).not.to.contain("demonstration");
    // The backend says so where it owns its tables, or knows who does.
    expect(readFileSync(join(waybill.home, "logs", "backend.log"), "utf8"))
      .to.contain("backend started")
      .and.not.to.contain("excess");
    expect(await waybill.stop()).to.equal(0);
  });

  for (const [what, change, sentence] of [
    ["a development key", { RELAYER_KEY: developmentKey(1) }, "RELAYER_KEY is a development key that everybody knows."],
    ["the demonstration", { WAYBILL_DEMO: "on" }, "WAYBILL_DEMO must be off in production."],
    [
      "our own proxy as the public node",
      { PUBLIC_RPC_URL: "/rpc" },
      "PUBLIC_RPC_URL must name a node in production: /rpc is a development proxy.",
    ],
  ] as const)
    it(`refuses ${what}`, async () => {
      const waybill = await launchWaybill({ env: { ...env, ...change } });
      expect(await waybill.exited).to.equal(1);
      expect(waybill.stderr().split("\n")[0]).to.equal(sentence);
    });
});
