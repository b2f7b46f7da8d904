import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createKnownPages } from "../../src/platform/http/known-pages.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { expectProblem } from "../support/problem.ts";

describe("the web pages", () => {
  let backend: TestBackend;
  before(async () => {
    const directory = mkdtempSync(join(tmpdir(), "waybill-pages-"));
    mkdirSync(join(directory, "assets"));
    writeFileSync(join(directory, "index.html"), "<!doctype html><title>Waybill</title>");
    writeFileSync(join(directory, "assets", "app-1a2b3c.js"), "export {};");
    writeFileSync(join(directory, "favicon.svg"), "<svg/>");
    writeFileSync(join(directory, "warehouse.html"), "<!doctype html><title>Warehouse</title>");
    writeFileSync(join(directory, "verifier.html"), "<script>check()</script>");
    backend = await startTestBackend({ FRONTEND_DIR: directory, WAYBILL_ROLES: "api" });
  });
  after(() => backend.stop());

  const open = (path: string) => backend.request("GET", path, { headers: { Accept: "text/html,*/*;q=0.8" } });

  it("open at every address that a person can have", async () => {
    for (const path of [
      "/",
      "/01/09506000134352",
      "/units/008600099999850000",
      `/supplier/events/0x${"ab".repeat(32)}`,
      "/supplier/handovers",
    ]) {
      const { status, text, headers } = await open(path);
      expect(status, path).to.equal(200);
      expect(text, path).to.include("<title>Waybill</title>");
      expect(headers.get("cache-control"), path).to.equal("no-cache");
    }
  });

  it("answer 404 with the same page, which says so, where there is no page or nothing that it is about", async () => {
    const hash = `0x${"ab".repeat(32)}`;
    for (const path of [
      ...["/no/such/page", "/supplier/nothing", "/anchors/7/more", "/wp-login.php"],
      ...["/01/09506000134352/10/NOBODY", "/01/nonsense", "/00/008600099999850000", `/events/${hash}`, `/recalls/${hash}`],
      `/actors/0x${"12".repeat(20)}`,
      "/shop/09506000134352",
    ]) {
      const { status, text, headers } = await open(path);
      expect(status, path).to.equal(404);
      expect(text, path).to.include("<title>Waybill</title>");
      expect(headers.get("cache-control"), path).to.equal("no-cache");
    }
  });

  it("do not open the check that is one file, whose script our policy would stop: it is kept", async () => {
    const { status, headers } = await open("/verifier.html");
    expect(status).to.equal(200);
    expect(headers.get("content-disposition")).to.equal("attachment; filename=verifier.html");
    expect((await open("/favicon.svg")).headers.get("content-disposition")).to.equal(null);
  });

  it("are the shop's alone: those of a warehouse are served by its own program", async () => {
    const { status, text } = await open("/warehouse.html");
    expect(status).to.equal(404);
    expect(text).to.include("<title>Waybill</title>");
  });

  it("are known by the rest of an address as it is written, and by one part of it decoded", async () => {
    const named: string[] = [];
    const isThere = async (_: unknown, name: string) => named.push(name) > 0;
    const isKnown = createKnownPages(backend.app, { "/01/$": isThere, "/actors/$account": isThere });
    for (const path of ["/01/09506000134352/10/A%2F1", "/01/09506000134352/10/50%25", "/actors/a%2Fb"])
      expect(await isKnown(path), path).to.equal(true);
    expect(named).to.deep.equal(["09506000134352/10/A%2F1", "09506000134352/10/50%25", "a/b"]);
    expect(await isKnown("/01/%zz")).to.equal(false);
  });

  it("keep hashed files for ever", async () => {
    const { headers, status } = await open("/assets/app-1a2b3c.js");
    expect(status).to.equal(200);
    expect(headers.get("cache-control")).to.include("immutable").and.include("max-age=31536000");
  });

  it("never stand in for a missing file or an unknown endpoint", async () => {
    for (const path of ["/assets/gone.js", "/api/nothing", "/epcis/nothing", "/problems/nothing"])
      expectProblem(await open(path), 404, "platform.not-found");
  });

  it("give nothing outside of their folder", async () => {
    for (const path of ["/..%2f..%2fpackage.json", "/assets/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/package.json"])
      expect((await open(path)).text, path)
        .to.not.include('"dependencies"')
        .and.not.include("root:");
  });
});
