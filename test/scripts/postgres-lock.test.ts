import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { settlePostgresLock } from "../../scripts/services/postgres-lock.ts";

describe("the lock file of a Postgres that was killed", () => {
  let directory: string;
  let path: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "waybill-lock-"));
    path = join(directory, "postmaster.pid");
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("is removed when another program has its number by now", async function () {
    if (process.platform !== "linux") return this.skip();
    writeFileSync(path, `${process.pid}\n${directory}\n`);
    await settlePostgresLock(directory);
    expect(existsSync(path)).to.equal(false);
  });

  it("stays while a process of that number uses the directory", async () => {
    const owner = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", directory], { stdio: "ignore" });
    await once(owner, "spawn");
    try {
      writeFileSync(path, `${owner.pid}\n${directory}\n`);
      await settlePostgresLock(directory);
      expect(existsSync(path)).to.equal(true);
    } finally {
      owner.kill("SIGKILL");
    }
  });

  it("is left to Postgres when nobody has its number", async () => {
    writeFileSync(path, `4194305\n${directory}\n`);
    await settlePostgresLock(directory);
    expect(existsSync(path)).to.equal(true);
  });

  it("need not be there", async () => {
    await settlePostgresLock(directory);
    expect(existsSync(path)).to.equal(false);
  });
});
