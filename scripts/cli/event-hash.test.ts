import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run as digitalLink } from "./digital-link.ts";
import { run as eventHash } from "./event-hash.ts";

const DOCUMENTS = fileURLToPath(new URL("../../protocol/vectors/event-hash/documents/", import.meta.url));

/** Runs a command and gives its exit code and what it wrote. */
async function call(command: typeof eventHash, args: string[], cwd = DOCUMENTS) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const exitCode = await command(args, { stdout: stream("stdout"), stderr: stream("stderr"), cwd });
  return { exitCode, ...written };
}

describe("waybill event-hash", () => {
  it("prints one event ID a line, in document order", async () => {
    const { exitCode, stdout, stderr } = await call(eventHash, ["persistentDisposition.jsonld"]);
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
    expect(stdout).to.equal(
      "ni:///sha-256;f6a9d89f2cd8d7931daa3d4c3d48399c2173b88417932f8cc04d021671e7d01e?ver=CBV2.0\n" +
        "ni:///sha-256;4dbb5d87794987ec4a7c519cff1260d00163e78bf44144d09aee135294d39d10?ver=CBV2.0\n",
    );
  });

  it("prints the same for a document in XML", async () => {
    const [json, xml] = await Promise.all(["jsonld", "xml"].map((kind) => call(eventHash, [`ReferenceEventHashAlgorithm3.${kind}`])));
    expect(xml?.exitCode).to.equal(0);
    expect(xml).to.deep.equal(json);
  });

  it("follows CBV 2.1 when asked", async () => {
    const { stdout } = await call(eventHash, ["--cbv", "2.1", "ReferenceEventHashAlgorithm3.jsonld"]);
    expect(stdout).to.equal("ni:///sha-256;e9273954ba78387caf181fe74038871990dbc97568d068123d0a8774b843e383?ver=CBV2.1\n");
  });

  it("says in one sentence what is wrong with the command line", async () => {
    for (const args of [[], ["a", "b"], ["a", "--cbv", "3"], ["--nothing"]]) {
      const { exitCode, stdout, stderr } = await call(eventHash, args);
      expect({ exitCode, stdout }).to.deep.equal({ exitCode: 3, stdout: "" });
      expect(stderr.trim().split("\n")).to.have.length(1);
    }
  });

  it("says in one sentence what is wrong with a file, and prints no hash", async () => {
    const folder = await mkdtemp(join(tmpdir(), "waybill-event-hash-"));
    try {
      await writeFile(join(folder, "module.json"), '{"type":"module"}');
      await writeFile(join(folder, "broken.json"), '{"type":');
      await writeFile(join(folder, "broken.xml"), "<a>");
      for (const name of ["module.json", "broken.json", "broken.xml", "missing.json"]) {
        const { exitCode, stdout, stderr } = await call(eventHash, [name], folder);
        expect({ exitCode, stdout }, name).to.deep.equal({ exitCode: 1, stdout: "" });
        expect(stderr).to.match(new RegExp(`^${name}: .+\\.\n$`));
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("waybill digital-link", () => {
  it("prints the canonical form of links and URNs", async () => {
    const { exitCode, stdout } = await call(digitalLink, [
      "urn:epc:id:sgtin:4012345.011111.9876",
      "https://shop.example/gtin/9780345418913/lot/1",
    ]);
    expect(exitCode).to.equal(0);
    expect(stdout).to.equal("https://id.gs1.org/01/04012345111118/21/9876\nhttps://id.gs1.org/01/09780345418913/10/1\n");
  });

  it("names what is no identifier, and still prints the others", async () => {
    const { exitCode, stdout, stderr } = await call(digitalLink, ["hello", "https://id.gs1.org/01/9780345418913"]);
    expect(exitCode).to.equal(1);
    expect(stdout).to.equal("https://id.gs1.org/01/09780345418913\n");
    expect(stderr).to.equal("hello is neither a GS1 Digital Link nor an EPC URN.\n");
    expect((await call(digitalLink, [])).exitCode).to.equal(3);
  });
});
