import { expect } from "chai";
import { hashTypedData, recoverAddress } from "viem/utils";
import { linkDraft, linkView, type LinkView } from "@waybill/protocol/schemas/api/resolver";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { linkEndTypedData, linkTypedData } from "@waybill/protocol/typed-data/link";
import type { VerifySignature } from "../../src/platform/signatures.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { capture, documentOf, makeActor, observation } from "../support/events.ts";
import { askAt, expectLinkset } from "../support/linksets.ts";
import { accountOf, CHAIN, register, saltOf, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const GTIN = "https://id.gs1.org/01/09506000134352";
const VOC = "https://ref.gs1.org/voc/";
const seconds = (time: string) => Date.parse(time) / 1_000;
const LONG_AGO = seconds("2020-01-01T00:00:00Z");

/** No account of these tests is a contract. */
const byKeyAlone: VerifySignature = async ({ account, digest, signature }) =>
  (await recoverAddress({ hash: digest, signature })) === account
    ? { valid: true, by: "key" }
    : { valid: false, reason: "another account" };

describe("links that organisations set", () => {
  let backend: TestBackend;
  let farm: string;
  let shop: string;
  before(async () => {
    backend = await startTestBackend({}, { verifySignature: byKeyAlone });
  });
  beforeEach(async () => {
    await backend.clear();
    await register(backend, "Farm", { gln: "9506000134376" });
    await register(backend, "Shop");
    for (const name of ["Farm", "Shop"]) makeActor(backend, name);
    farm = await tokenOf(backend, accountOf("Farm").address);
    shop = await tokenOf(backend, accountOf("Shop").address);
    for (const gtin of ["09506000134352", "09506000134369"])
      await backend.request("PUT", `/api/products/${gtin}`, { token: farm, body: { name: "Lettuce" } });
  });
  after(() => backend.stop());

  const draft = (change: object = {}) => ({
    identifier: GTIN,
    type: "pip",
    href: "https://brand.example/lettuce",
    title: "Product information",
    from: LONG_AGO,
    ...change,
  });
  const set = (change: object = {}, token: string | undefined = farm, rest: object = {}) =>
    backend.request("POST", "/api/links", { ...(token === undefined ? {} : { token }), body: { link: draft(change), ...rest } });
  const kept = async (change: object = {}): Promise<LinkView> => {
    const answer = await set(change);
    expect(answer.status, answer.text).to.equal(201);
    return linkView.parse(answer.json());
  };
  const follow = (path: string, headers: Record<string, string> = {}) => askAt(backend.url, path, { Accept: "text/html", ...headers });
  const locationOf = async (path: string, headers: Record<string, string> = {}) => {
    const { status, headers: answered } = await follow(path, headers);
    return status === 307 ? answered.get("location") : status;
  };

  it("are followed with 307, query string and all, and stand in linkset and header", async () => {
    await kept({ href: "https://brand.example/lettuce?from=code#top", language: "en", mediaType: "text/html" });
    expect(await locationOf("/01/09506000134352?linkType=gs1:pip&17=261231")).to.equal(
      "https://brand.example/lettuce?from=code&linkType=gs1:pip&17=261231#top",
    );
    const context = expectLinkset(await follow("/01/09506000134352?linkType=linkset"));
    expect(context[`${VOC}pip`]).to.deep.equal([
      { href: "https://brand.example/lettuce?from=code#top", title: "Product information", hreflang: ["en"], type: "text/html" },
    ]);
    const { headers } = await askAt(backend.url, "/01/09506000134352", { Accept: "application/ld+json" });
    expect(headers.get("link")).to.include(
      `<https://brand.example/lettuce?from=code#top>; rel="${VOC}pip"; type="text/html"; hreflang="en"`,
    );
  });

  it("never take the place of the page: verdict first", async () => {
    await kept();
    expect(expectLinkset(await follow("/01/09506000134352?linkType=linkset"))[`${VOC}defaultLink`]).to.deep.include({
      href: `${backend.url}/01/09506000134352`,
      title: "What is known of it here",
      hreflang: ["en"],
      type: "text/html",
      fwqs: false,
    } as never);
    expectProblem(await set({ type: "defaultLink" }), 400, "platform.bad-request");
    expectProblem(await set({ type: "epcis" }), 400, "platform.bad-request");
  });

  it("are chosen by language, then by media type, and left to the reader where they fit alike", async () => {
    await kept({ href: "https://brand.example/en", language: "en" });
    await kept({ href: "https://brand.example/de", language: "de" });
    await kept({ href: "https://brand.example/pt", language: "pt-BR" });
    const path = "/01/09506000134352?linkType=gs1:pip";
    const suffix = "?linkType=gs1:pip";
    expect(await locationOf(path, { "Accept-Language": "de-CH,en;q=0.5" })).to.equal(`https://brand.example/de${suffix}`);
    expect(await locationOf(path, { "Accept-Language": "pt" })).to.equal(`https://brand.example/pt${suffix}`);
    expect(await locationOf(path, { "Accept-Language": "fr, en;q=0.1" })).to.equal(`https://brand.example/en${suffix}`);
    const answer = await askAt(backend.url, path, { Accept: "application/json", "Accept-Language": "ja" });
    expect(expectLinkset(answer, 300)[`${VOC}pip`]).to.have.length(3);
    await kept({ href: "https://brand.example/en.json", language: "en", mediaType: "application/json" });
    await kept({ href: "https://brand.example/en.pdf", language: "en", mediaType: "application/pdf" });
    expect(await locationOf(path, { "Accept-Language": "en", Accept: "application/json" })).to.equal(
      `https://brand.example/en.json${suffix}`,
    );
  });

  it("hold for every lot and serial below, unless one of its type is set nearer", async () => {
    await kept();
    await kept({ type: "support", href: "https://brand.example/help" });
    await kept({ identifier: `${GTIN}/10/A`, href: "https://brand.example/lot-a" });
    expect(await locationOf("/01/09506000134352/10/A?linkType=gs1:pip")).to.equal("https://brand.example/lot-a?linkType=gs1:pip");
    expect(await locationOf("/01/09506000134352/10/A/21/7?linkType=gs1:pip")).to.equal("https://brand.example/lot-a?linkType=gs1:pip");
    expect(await locationOf("/01/09506000134352/10/A/21/7?linkType=gs1:support")).to.equal(
      "https://brand.example/help?linkType=gs1:support",
    );
    expect(await locationOf("/01/09506000134352/10/B?linkType=gs1:pip")).to.equal("https://brand.example/lettuce?linkType=gs1:pip");
    expect(await locationOf("/01/09506000134369?linkType=gs1:pip")).to.equal(404);
  });

  it("lead goods to the release they were sold under, and their buyers of today to today's", async () => {
    const first = await kept({ href: "https://brand.example/v1", title: "Release 1", validBy: "sale" });
    const second = { href: "https://brand.example/v2", title: "Release 2", validBy: "sale", from: seconds("2026-03-01T00:00:00Z") };
    await kept({ ...second, replaces: first.id });
    await kept({ type: "recallStatus", href: "https://brand.example/recalls", from: seconds("2026-03-01T00:00:00Z") });
    const lot = (name: string) => ({ quantityList: [{ epcClass: `${GTIN}/10/${name}`, quantity: 1, uom: "CS" }] });
    const sold = (name: string, eventTime: string, bizStep = "retail_selling") =>
      observation({ ...lot(name), bizStep, eventTime, eventTimeZoneOffset: "+00:00" });
    const events = [
      sold("OLD", "2026-02-01T00:00:00Z"),
      sold("NEW", "2026-04-01T00:00:00Z"),
      // Made before, sold after.
      sold("KEPT", "2026-01-01T00:00:00Z", "commissioning"),
      sold("KEPT", "2026-04-02T00:00:00Z"),
    ];
    await capture(backend, { token: shop, body: documentOf(events) });
    const pip = (name: string) => locationOf(`/01/09506000134352/10/${name}?linkType=pip`);
    expect(await pip("OLD")).to.equal("https://brand.example/v1?linkType=pip");
    expect(await pip("NEW")).to.equal("https://brand.example/v2?linkType=pip");
    expect(await pip("KEPT")).to.equal("https://brand.example/v2?linkType=pip");
    expect(await pip("UNHEARD-OF")).to.equal("https://brand.example/v2?linkType=pip");
    // What counts by the calendar reaches what was sold before it began.
    expect(await locationOf("/01/09506000134352/10/OLD?linkType=recallStatus")).to.equal(
      "https://brand.example/recalls?linkType=recallStatus",
    );
  });

  it("begin and end when they say, and stay on record", async () => {
    const link = await kept();
    await kept({ type: "support", from: seconds("2100-01-01T00:00:00Z") });
    expect(await locationOf("/01/09506000134352?linkType=gs1:support")).to.equal(404);
    const end = await backend.request("POST", `/api/links/${link.id}/end`, { token: farm, body: { at: seconds("2026-01-01T00:00:00Z") } });
    expect(linkView.parse(end.json()).until).to.equal("2026-01-01T00:00:00.000Z");
    expect(await locationOf("/01/09506000134352?linkType=gs1:pip")).to.equal(404);
    const again = await backend.request("POST", `/api/links/${link.id}/end`, {
      token: farm,
      body: { at: seconds("2030-01-01T00:00:00Z") },
    });
    expect(linkView.parse(again.json()).until).to.equal("2026-01-01T00:00:00.000Z");
    const listed = (await backend.request("GET", `/api/links?identifier=${encodeURIComponent(GTIN)}`)).json<{ items: LinkView[] }>();
    expect(listed.items.map(({ type }) => type)).to.deep.equal(["support", "pip"]);
  });

  it("lead from an old identifier to what took its place, and back, and never round in circles", async () => {
    const successor = "https://id.gs1.org/01/09506000134369";
    await kept({ identifier: successor, href: "https://brand.example/new" });
    await kept({ type: "successor-version", href: "https://id.gs1.org/01/09506000134369", title: "Lettuce, 2027" });
    await kept({ identifier: successor, type: "successor-version", href: GTIN, title: "In a circle" });
    expect(await locationOf("/01/09506000134352?linkType=gs1:pip")).to.equal("https://brand.example/new?linkType=gs1:pip");
    expect(await locationOf("/01/09506000134352?linkType=successor-version")).to.equal(`${backend.url}/01/09506000134369`);
    const back = expectLinkset(await follow("/01/09506000134369?linkType=linkset"))["predecessor-version"] as { href: string }[];
    expect(back.map(({ href }) => href)).to.deep.equal([`${backend.url}/01/09506000134352`]);
    expectProblem(await set({ type: "successor-version", href: "https://brand.example/next" }), 400, "resolver.unsound-identifier");
  });

  it("are set for one's own goods, places and what one's GLN is in, and for nothing else", async () => {
    expectProblem(await set({}, shop), 403, "resolver.not-yours");
    expectProblem(await set({ identifier: "https://id.gs1.org/01/09506000149301" }), 403, "resolver.not-yours");
    expect((await set({ identifier: "https://id.gs1.org/414/9506000134376", type: "locationInfo" })).status).to.equal(201);
    expect((await set({ identifier: "https://id.gs1.org/417/9506000134376", type: "homepage" })).status).to.equal(201);
    expect((await set({ identifier: "https://id.gs1.org/8004/950600013437ABC", type: "serviceInfo" })).status).to.equal(201);
    expectProblem(await set({ identifier: "https://id.gs1.org/8004/950600013438ABC" }), 403, "resolver.not-yours");
    const { id } = await kept();
    expectProblem(
      await backend.request("POST", `/api/links/${id}/end`, { token: shop, body: { at: LONG_AGO } }),
      403,
      "resolver.not-yours",
    );
    expectProblem(await set({ identifier: `${GTIN}/10/A`, replaces: id }), 404, "resolver.unknown-link");
  });

  it("of a revoked organisation lead nowhere, and it sets no more", async () => {
    await kept();
    makeActor(backend, "Farm", 1, new Date("2026-05-01T00:00:00Z"));
    expect(await locationOf("/01/09506000134352?linkType=gs1:pip")).to.equal(404);
    expectProblem(await set({ type: "support" }), 403, "resolver.not-yours");
  });

  it("can be set with the organisation's own key, and the same words twice are one link", async () => {
    const account = accountOf("Farm");
    const link = linkDraft.parse(draft());
    const signing = { account: account.address, salt: saltOf("link") as Hex32 };
    const signature = await account.signTypedData(linkTypedData(CHAIN, link, signing));
    const body = { link, salt: signing.salt, signer: { account: account.address, signature } };
    const answer = await backend.request("POST", "/api/links", { body });
    const view = linkView.parse(answer.json());
    expect(view).to.deep.include({ signed: true, id: hashTypedData(linkTypedData(CHAIN, link, signing)) });
    expect(linkView.parse((await backend.request("POST", "/api/links", { body })).json()).id).to.equal(view.id);
    const other = { ...body, link: { ...link, href: "https://elsewhere.example/" } };
    expectProblem(await backend.request("POST", "/api/links", { body: other }), 403, "resolver.wrong-signature");
    const at = seconds("2026-01-01T00:00:00Z");
    const endData = linkEndTypedData(CHAIN, { id: view.id as Hex32, href: view.href }, { at, account: account.address });
    const signer = { account: account.address, signature: await account.signTypedData(endData) };
    const bad = { at: at + 1, signer };
    expectProblem(await backend.request("POST", `/api/links/${view.id}/end`, { body: bad }), 403, "resolver.wrong-signature");
    expect((await backend.request("POST", `/api/links/${view.id}/end`, { body: { at, signer } })).status).to.equal(200);
    // Ended is ended: the old words do not bring it back.
    await backend.request("POST", "/api/links", { body });
    expect(await locationOf("/01/09506000134352?linkType=gs1:pip")).to.equal(404);
    expectProblem(await backend.request("POST", "/api/links", { body: { link: draft() } }), 401, "platform.unauthorised");
  });

  it("lead to https pages of named hosts only, and hold nothing that a header or a reader could trip over", async () => {
    const refused = [
      "http://brand.example/",
      "javascript:alert(1)",
      "https://user:secret@brand.example/",
      "https://127.0.0.1/",
      "https://localhost/",
      "https://brand.example/a>b",
      "https://brand.example/\nSet-Cookie: a=b",
      "https://brand.example",
      `https://brand.example/${"x".repeat(1_000)}`,
    ];
    for (const href of refused) expectProblem(await set({ href }), 400, "platform.bad-request");
    for (const change of [{ title: "" }, { title: "a\u202eb" }, { language: "English" }, { mediaType: "html" }, { until: LONG_AGO - 1 }])
      expectProblem(await set(change), 400, "platform.bad-request");
    expectProblem(await set({ identifier: "https://id.gs1.org/01/09506000134353" }), 400, "resolver.unsound-identifier");
    const listed = (await backend.request("GET", "/api/links")).json<{ items: unknown[] }>();
    expect(listed.items).to.deep.equal([]);
  });

  it("have titles in any script", async () => {
    await kept({ title: "Salat – “bio”" });
    const { headers } = await askAt(backend.url, "/01/09506000134352", { Accept: "application/ld+json" });
    expect(headers.get("link")).to.include("title*=UTF-8''Salat%20%E2%80%93%20%E2%80%9Cbio%E2%80%9D");
  });
});
