import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createDatabase } from "../../test/support/postgres.ts";
import { passedOn } from "../../test/support/waybill.ts";
import { waitFor } from "./support/wait-for.ts";

const MAIN = new URL("../src/main.ts", import.meta.url).pathname;

interface Run {
  child: ChildProcess;
  output(): string;
  exited: Promise<number | null>;
}

describe("the backend as a process", function () {
  this.timeout(120_000);
  let running: Run | undefined;
  afterEach(() => running?.child.kill("SIGKILL"));

  function start(env: Record<string, string>): Run {
    const child = spawn(process.execPath, [MAIN], { env: { ...passedOn(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const exited = once(child, "exit").then(([code]) => code as number | null);
    running = { child, output: () => text, exited };
    return running;
  }

  async function environment(): Promise<Record<string, string>> {
    const home = mkdtempSync(join(tmpdir(), "waybill-home-"));
    const deployment = {
      chainId: 31337,
      accessManager: `0x${"11".repeat(20)}`,
      supplyChain: `0x${"22".repeat(20)}`,
      fromBlock: 0,
      codeHash: `0x${"33".repeat(32)}`,
    };
    writeFileSync(join(home, "deployment.json"), JSON.stringify(deployment));
    return {
      PORT: "0",
      DATABASE_URL: (await createDatabase()).url,
      RPC_URL: "http://127.0.0.1:1",
      DEPLOYMENT_FILE: join(home, "deployment.json"),
      RELAYER_KEY: `0x${"44".repeat(32)}`,
      WAYBILL_HOME: home,
    };
  }

  it("ends at once, with a sentence for each missing variable and code 1", async () => {
    const { exited, output } = start({});
    expect(await exited).to.equal(1);
    expect(output().trim().split("\n")).to.have.length(3);
    expect(output()).to.include("DATABASE_URL is required").and.not.include("at ");
  });

  it("ends with one sentence when the database cannot be reached", async () => {
    const { exited, output } = start({ ...(await environment()), DATABASE_URL: "postgres://nobody:secret@127.0.0.1:1/none" });
    expect(await exited).to.equal(1);
    expect(output())
      .to.match(/^The backend cannot start: .+\n$/)
      .and.not.include("secret");
  });

  it("serves although its node is away, and ends cleanly on SIGTERM", async () => {
    const { child, exited, output } = start(await environment());
    const url = await waitFor("the start", () => /"url":"([^"]+)","roles"/.exec(output())?.[1]);
    expect((await fetch(`${url}/readyz`)).status).to.equal(200);
    expect(output()).to.match(/^This installation has no admin yet\. Become the first one at .+#[\w-]{43}$/m);
    child.kill("SIGTERM");
    expect(await exited).to.equal(0);
  });
});
