import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { compressedPath } from "@waybill/protocol/identifiers/compression/compress";
import { resolverDescription } from "@waybill/protocol/schemas/api/resolver";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { capture, documentOf, LOT, makeActor, observation } from "../support/events.ts";
import { askAt, expectLinkset } from "../support/linksets.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const PATH = "/01/09506000134352/10/LOT1";
const VOC = "https://ref.gs1.org/voc/";

describe("the resolver", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    const pages = mkdtempSync(join(tmpdir(), "waybill-pages-"));
    writeFileSync(join(pages, "index.html"), "<!doctype html><title>Waybill</title>");
    backend = await startTestBackend({ FRONTEND_DIR: pages });
    await register(backend, "Farm", { gln: "9506000134376" });
    makeActor(backend, "Farm");
    token = await tokenOf(backend, accountOf("Farm").address);
    await backend.request("PUT", "/api/products/09506000134352", { token, body: { name: "Iceberg lettuce", description: "Whole heads." } });
    await backend.request("PUT", "/api/places/9506000134376", {
      token,
      body: { name: "Field 7", latitude: 26.5, longitude: -80.5, country: "US" },
    });
  });
  after(() => backend.stop());

  const ask = (path: string, headers: Record<string, string> = {}) => askAt(backend.url, path, headers);

  it("gives four readers at one address what each came for", async () => {
    await capture(backend, { token, body: documentOf([observation()]) });
    const person = await ask(PATH, { Accept: "text/html,*/*;q=0.8" });
    expect(person.status).to.equal(200);
    expect(person.text).to.include("<title>Waybill</title>");
    const search = (await ask(PATH, { Accept: "application/ld+json" })).json();
    expect(search).to.deep.include({
      "@id": LOT,
      "gs1:gtin": "09506000134352",
      "gs1:hasBatchLotNumber": "LOT1",
      "schema:name": "Iceberg lettuce",
    });
    const system = await fetch(backend.url + PATH, {
      headers: { Accept: 'application/ld+json;profile="https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"' },
    });
    const events = (await system.json()) as { epcisBody: { queryResults: { resultsBody: { eventList: unknown[] } } } };
    expect(events.epcisBody.queryResults.resultsBody.eventList).to.have.length(1);
    const program = expectLinkset(await ask(PATH, { Accept: "application/linkset+json" }));
    expect(program.anchor).to.equal(backend.url + PATH);
    expect(program.itemDescription).to.equal("Iceberg lettuce (Lot LOT1 of GTIN 09506000134352)");
  });

  it("gives the page to whoever has no wish, and the linkset to whoever takes plain JSON", async () => {
    expect((await ask(PATH, { Accept: "*/*" })).text).to.include("<title>Waybill</title>");
    expectLinkset(await ask(PATH, { Accept: "application/json" }));
    expectLinkset(await ask(`${PATH}?linkType=linkset`, { Accept: "text/html" }));
    expectLinkset(await ask(`${PATH}?linkType=all`));
  });

  it("names its links in every answer, says what the answer depends on, and lets any script read it", async () => {
    for (const accept of ["text/html", "application/ld+json", "application/linkset+json"]) {
      const { headers } = await ask(PATH, { Accept: accept });
      expect(headers.get("link"), accept)
        .to.include(`<${backend.url}${PATH}?linkType=linkset>; rel="linkset"`)
        .and.include(`rel="${VOC}epcis"`);
      expect(headers.get("vary"), accept).to.include("Accept").and.include("Accept-Language");
      expect(headers.get("access-control-allow-origin"), accept).to.equal("*");
    }
    const options = await fetch(backend.url + PATH, { method: "OPTIONS" });
    expect(options.status).to.equal(204);
    expect(options.headers.get("allow")).to.include("GET").and.include("HEAD");
    expect((await fetch(backend.url + PATH, { method: "HEAD", headers: { Accept: "text/html" } })).status).to.equal(200);
  });

  it("leads to the one link that is asked for, by its short name or any of its addresses", async () => {
    for (const type of ["gs1:epcis", "epcis", `${VOC}epcis`, "https://gs1.org/voc/epcis"]) {
      const { status, headers } = await ask(`${PATH}?linkType=${encodeURIComponent(type)}`);
      expect(status, type).to.equal(307);
      expect(headers.get("location"), type).to.equal(`${backend.url}/epcis/events?MATCH_anyEPCClass=${encodeURIComponent(LOT)}`);
    }
    const followed = await fetch(`${backend.url}${PATH}?linkType=gs1:epcis&17=261231`, { headers: { Accept: "application/json" } });
    expect(followed.status).to.equal(200);
  });

  it("offers the choice where several links fit alike", async () => {
    const answer = await ask("/01/09506000134352?linkType=gs1:epcis", { Accept: "application/linkset+json" });
    expect(expectLinkset(answer, 300)[`${VOC}epcis`]).to.have.length(2);
    const page = await ask("/01/09506000134352?linkType=gs1:epcis", { Accept: "text/html" });
    expect(page.status).to.equal(300);
    expect(page.text).to.include("Events of its lots").and.include("Events of its serials");
  });

  it("says which types there are where the wished one is not, and refuses what is no type", async () => {
    const missing = expectProblem(await ask(`${PATH}?linkType=gs1:pip`), 404, "resolver.no-such-link");
    expect(missing.detail).to.include("gs1:epcis");
    expectProblem(await ask(`${PATH}?linkType=gs1:nothing`), 400, "resolver.unknown-link-type");
    expectProblem(await ask(`${PATH}?linkType=javascript:alert(1)`), 400, "resolver.unknown-link-type");
  });

  it("explains a wrong check digit and a wrong order to programs, and leaves the page to persons", async () => {
    const json = { Accept: "application/json" };
    const digit = expectProblem(await ask("/01/09506000134353/10/A", json), 400, "resolver.unsound-identifier");
    expect(digit.detail).to.include("it is 2");
    const order = expectProblem(await ask("/01/09506000134352/21/S/10/L", json), 400, "resolver.unsound-identifier");
    expect(order.detail).to.include("/01/09506000134352/10/L/21/S is right");
    expectProblem(await ask("/00/008600099999850000/10/A", json), 400, "resolver.unsound-identifier");
    expectProblem(await ask("/01/9506000134352/10/%00", json), 400, "platform.bad-request");
    expectProblem(await ask("/01/9506000134352/10/%", json), 400, "platform.bad-request");
    expect((await ask("/01/09506000134353/10/A", { Accept: "text/html" })).text).to.include("<title>Waybill</title>");
  });

  it("leads from withdrawn names to the digits, and from a short GTIN to the same goods", async () => {
    const { status, headers } = await ask("/gtin/9506000134352/lot/LOT1?17=261231");
    expect(status).to.equal(307);
    expect(headers.get("location")).to.equal("/01/9506000134352/10/LOT1?17=261231");
    const { anchor } = expectLinkset(await ask("/01/9506000134352/10/LOT1?linkType=linkset"));
    expect(anchor).to.equal(backend.url + PATH);
  });

  it("leads from a compressed link to the same without compression, attributes and further query included", async () => {
    const whole = await ask("/CxFKk4XBoMhZyeouf43g?linkType=linkset");
    expect(whole.status).to.equal(307);
    expect(whole.headers.get("location")).to.equal("/01/09506000134352/10/LOT1?17=261231&linkType=linkset");
    expect(whole.headers.get("link")).to.equal(`<${backend.url}${PATH}?17=261231>; rel="http://www.w3.org/2002/07/owl#sameAs"`);
    const lot = compressedPath({ key: { ai: "10", value: "LOT1" }, qualifiers: [] }) ?? "";
    expect((await ask(`/01/09506000134352${lot}`)).headers.get("location")).to.equal(PATH);
    expect((await ask("/scan", { Accept: "text/html" })).status).to.equal(200);
    expectProblem(await backend.request("POST", "/something", { body: {} }), 404, "platform.not-found");
  });

  it("describes places and any other key as well", async () => {
    const place = (await ask("/414/9506000134376", { Accept: "application/ld+json" })).json();
    expect(place).to.deep.include({ "schema:name": "Field 7", "gs1:globalLocationNumber": "9506000134376" });
    expect(place["schema:geo"]).to.deep.include({ "schema:latitude": 26.5 });
    expect(place["schema:sdPublisher"] as object).to.deep.include({ "schema:name": "Farm" });
    const sets = {
      "/00/395060001343500003": "epcis",
      "/8003/09506000134352S1": "epcis",
      "/8004/9506000X": "epcis",
      "/417/9506000134376": "masterData",
    };
    for (const [path, type] of Object.entries(sets))
      expect(expectLinkset(await ask(`${path}?linkType=linkset`)), path).to.have.property(VOC + type);
    expect((await ask(`/api/descriptions?of=${encodeURIComponent("https://example.com/gtin/9506000134352")}`)).json()).to.include({
      "gs1:gtin": "09506000134352",
    });
    const page = await ask("/414/9506000134376", { Accept: "text/html" });
    expect(page.headers.get("location")).to.equal(`/readers?of=${encodeURIComponent("https://id.gs1.org/414/9506000134376")}`);
    expectProblem(await ask("/api/descriptions?of=nothing"), 400, "resolver.unsound-identifier");
  });

  it("never repeats a host that can be none, and takes its own address from the configuration where it has one", async () => {
    const { anchor } = expectLinkset(await ask(`${PATH}?linkType=linkset`));
    expect(anchor).to.match(/^http:\/\/127\.0\.0\.1:\d+\//);
    const named = await startTestBackend({ PUBLIC_URL: "https://id.brand.example/", WAYBILL_ROLES: "api" });
    const elsewhere = expectLinkset(await askAt(named.url, `${PATH}?linkType=linkset`));
    expect(elsewhere.anchor).to.equal(`https://id.brand.example${PATH}`);
    // Without pages the linkset is what whoever has no wish gets the nearest to.
    expect((await askAt(named.url, PATH)).headers.get("content-type")).to.match(/^application\/ld\+json/);
    await named.stop();
  });

  it("describes itself where the standard looks for it, and lists only keys that it resolves", async () => {
    const file = resolverDescription.parse((await ask("/.well-known/gs1resolver")).json());
    expect(file.resolverRoot).to.equal(backend.url);
    expect(file.supportedPrimaryKeys).to.include.members(["00", "01", "414", "8003"]);
  });

  it("takes no address but those of keys", async () => {
    expectProblem(await backend.request("POST", PATH, { body: {} }), 405, "platform.method-not-allowed");
    expectProblem(await backend.request("POST", "/something/else", { body: {} }), 404, "platform.not-found");
    expect((await ask("/chain", { Accept: "text/html" })).status).to.equal(200);
  });
});
