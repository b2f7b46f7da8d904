import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { writeAtomically } from "../../scripts/start/files.ts";
import { openHome, prepareFolder } from "../../scripts/start/home.ts";
import { lockHome } from "../../scripts/start/lock.ts";
import { contentHash } from "../../scripts/start/stamp.ts";
import { stepLine } from "../../scripts/start/steps.ts";
import { identify } from "../../scripts/services/process-identity.ts";
import { runDirectory } from "../support/resources.ts";

const folder = () => mkdtempSync(join(runDirectory(), "home-"));

describe("a home", () => {
  it("keeps what was told to it", () => {
    const path = folder();
    prepareFolder(path);
    const first = openHome(path);
    first.markDemoLoaded(new Date());
    const again = openHome(path);
    expect(again.isDemoLoaded()).to.equal(true);
    expect(again.databasePassword).to.equal(first.databasePassword).and.to.have.lengthOf(32);
  });

  it("belongs to one process at a time", async () => {
    const path = folder();
    const lock = await lockHome(path, undefined);
    expect(await lockHome(path, undefined).catch((error: Error) => error.message)).to.match(/^Waybill already runs with the home/);
    lock.release();
    (await lockHome(path, undefined)).release();
    expect(readdirSync(path), "nothing is left behind").to.deep.equal([]);
  });

  it("is taken over from a process that is gone, even when its number is in use again", async () => {
    const path = folder();
    writeFileSync(join(path, "lock.json"), JSON.stringify({ pid: process.pid, startedAt: "before this one" }));
    (await lockHome(path, undefined)).release();
    writeFileSync(join(path, "lock.json"), '{"pid": 12');
    (await lockHome(path, undefined)).release();
  });
});

describe("a process", () => {
  it("is known by its number and its start", () => {
    expect(identify(process.pid)).to.deep.equal(identify(process.pid)).and.to.include({ pid: process.pid });
    expect(identify(2 ** 30)).to.equal(undefined);
  });
});

describe("a content hash", () => {
  it("changes with a name, a content, a new file, and nothing else", () => {
    const root = folder();
    const hashes = new Set<string>();
    const note = () => hashes.add(contentHash(["src", "missing"], root));
    note();
    prepareFolder(join(root, "src"));
    for (const [name, content] of [
      ["src/a.ts", "1"],
      ["src/a.ts", "2"],
      ["src/b.ts", ""],
    ] as const) {
      writeAtomically(join(root, name), content);
      note();
    }
    expect(hashes.size).to.equal(4);
    writeAtomically(join(root, "other.ts"), "not an input");
    note();
    expect(hashes.size).to.equal(4);
  });
});

describe("a step", () => {
  it("is one line with its time in the same column", () => {
    const [short, long] = [stepLine("Postgres 18 on port 54321", 1_234), stepLine("Backend", 12_345)];
    expect(short).to.match(/^ {2}✓ Postgres 18 on port 54321 \.+ 1\.2 s$/);
    expect(short.indexOf(" 1.2 s")).to.equal(long.indexOf(" 12.3 s"));
  });
});
