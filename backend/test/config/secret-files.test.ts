import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readKey } from "../../src/config/keys.ts";
import { watchSecretFiles } from "../../src/config/secret-files.ts";

const KEYS = ["44", "55"].map((byte) => `0x${byte.repeat(32)}`);

describe("a secret in a file that cannot even be looked at", () => {
  it("is a problem, and what was there before counts, until there is one again", async () => {
    const folder = mkdtempSync(join(tmpdir(), "waybill-secret-"));
    const path = join(folder, "key");
    writeFileSync(path, KEYS[0] ?? "");
    const files = watchSecretFiles((name) => readFileSync(name, "utf8"));
    const key = readKey("RELAYER", { RELAYER_KEY_FILE: path }, files);
    rmSync(path);
    symlinkSync(path, path);
    expect(files.problems()).to.deep.equal([`RELAYER_KEY_FILE ${path} cannot be read. What was there before is used on.`]);
    expect(key?.reveal()).to.equal(KEYS[0]);
    rmSync(path);
    writeFileSync(path, KEYS[1] ?? "");
    expect(files.problems()).to.deep.equal([]);
    expect(key?.reveal()).to.equal(KEYS[1]);
    rmSync(folder, { recursive: true });
  });
});
