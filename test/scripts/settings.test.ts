import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { StartProblem } from "../../scripts/start/problem.ts";
import { readSettings } from "../../scripts/start/settings.ts";
import { freshHome } from "../support/waybill.ts";

const KEY = `0x${"17".repeat(32)}`;

function refusal(environment: NodeJS.ProcessEnv): string {
  try {
    readSettings(environment);
  } catch (error) {
    expect(error).to.be.instanceOf(StartProblem);
    return (error as Error).message;
  }
  throw new Error("the settings were taken");
}

describe("the settings of a start", () => {
  it("need no variable in development", () => {
    const { mode, isDemo, port, databaseUrl, rpcUrl, deploymentFile } = readSettings({});
    expect({ mode, isDemo, port }).to.deep.equal({ mode: "development", isDemo: true, port: 3000 });
    expect([databaseUrl, rpcUrl, deploymentFile]).to.deep.equal([undefined, undefined, undefined]);
    expect(readSettings({ CHAIN_ID: "5", WAYBILL_DEMO: "off", PORT: "" })).to.include({ chainId: 5, isDemo: false, port: 3000 });
  });

  it("name every variable that cannot be used at once, those too that only the backend reads", () => {
    expect(refusal({ PORT: "many", LOG_LEVEL: "loud", WEBHOOK_MAX_TRIES: "0" }).split("\n")).to.have.lengthOf(3);
    for (const [name, text] of Object.entries({
      WAYBILL_MODE: "prod",
      WAYBILL_DEMO: "maybe",
      DATABASE_URL: "mysql://x",
      RPC_URL: "localhost:8545",
      RPC_WS_URL: "http://x",
      PUBLIC_URL: "waybill.example",
      CHAIN_ID: "main",
      INDEX_FILE: "/nowhere/index.json",
      DEPLOYMENT_FILE: "/nowhere/deployment.json",
      RELAYER_KEY: "0x12",
      RELAYER_KEY_FILE: "/nowhere/key",
      RELAYER_KEYSTORE_FILE: "/nowhere/keystore",
      DOCUMENTS_KEY_FILE: "/nowhere/key",
      FAULT_AT: "somewhere",
    }))
      expect(refusal({ [name]: text }), name).to.include(name);
  });

  it("never repeat a secret", () => {
    expect(refusal({ RELAYER_KEY: "hidden-word", DATABASE_URL: "mysql://hidden-word" })).not.to.include("hidden-word");
  });

  it("take keys from wherever the backend takes them", () => {
    const file = join(freshHome(), "key");
    writeFileSync(file, `${KEY}\n`);
    expect(readSettings({ RELAYER_KEY_FILE: file }).keys).to.include({ relayer: KEY, registrar: KEY });
    expect(readSettings({ REGISTRAR_KEY_FILE: file }).keys.relayer).not.to.equal(KEY);
  });
});
