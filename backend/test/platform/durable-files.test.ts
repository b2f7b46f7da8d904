import { spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createFile, replaceFile } from "../../src/platform/durable-files.ts";

const MODULE = new URL("../../src/platform/durable-files.ts", import.meta.url).href;
const LONG = "x".repeat(4_000);

describe("files that must be whole", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "waybill-files-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Writes 4,000 characters where the disk takes fewer: as a full one does, the system writes some of them and says how many. */
  function writeOnFullDisk(write: "createFile" | "replaceFile", path: string): void {
    const script = `const { ${write} } = await import(${JSON.stringify(MODULE)}); ${write}(${JSON.stringify(path)}, ${JSON.stringify(LONG)});`;
    // The signal of the limit is ignored, so that the second write fails with an error, as on a full disk.
    const limited = `trap '' XFSZ; ulimit -f 1; exec "$0" --input-type=module --eval "$1"`;
    const { status, stderr } = spawnSync("sh", ["-c", limited, process.execPath, script], { encoding: "utf8" });
    expect(stderr).to.include("EFBIG");
    expect(status).to.equal(1);
  }

  it("are made whole, once, and replaced", () => {
    const path = join(folder, "key");
    expect([createFile(path, LONG), createFile(path, "other")]).to.deep.equal([true, false]);
    expect(readFileSync(path, "utf8")).to.equal(LONG);
    replaceFile(path, "next");
    expect(readFileSync(path, "utf8")).to.equal("next");
    expect(readdirSync(folder)).to.deep.equal(["key"]);
  });

  it("are read, when they are replaced, by those who could read the one before", () => {
    const [path, fresh] = [join(folder, "key"), join(folder, "fresh")];
    writeFileSync(path, "before", { mode: 0o640 });
    // Only root can make a file somebody else's: that is who runs a command beside a server that runs as another user.
    const [uid, gid] = process.getuid?.() === 0 ? [1_234, 1_235] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
    chownSync(path, uid, gid);
    replaceFile(path, "next");
    const { mode, ...owner } = statSync(path);
    expect([readFileSync(path, "utf8"), mode & 0o777, owner.uid, owner.gid]).to.deep.equal(["next", 0o640, uid, gid]);
    replaceFile(fresh, "first");
    expect(statSync(fresh).mode & 0o777).to.equal(0o600);
  });

  it("are not there on a disk that is full, or stay as they were, and no draft is left", () => {
    const path = join(folder, "key");
    writeOnFullDisk("createFile", path);
    expect(readdirSync(folder)).to.deep.equal([]);
    writeFileSync(path, "before");
    writeOnFullDisk("replaceFile", path);
    expect(readFileSync(path, "utf8")).to.equal("before");
    expect(readdirSync(folder)).to.deep.equal(["key"]);
  });
});
