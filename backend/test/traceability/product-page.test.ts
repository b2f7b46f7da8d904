import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { endEvent, noticeEvent } from "@waybill/protocol/recall/recall-event";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import { builtPages } from "../../../frontend/test/support/pages.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { claim, makeActor, observation } from "../support/events.ts";
import { register, tokenOf } from "../support/organisations.ts";

const LOT = "PAGE-1";
const PATH = `/01/09506000134352/10/${LOT}`;
const HTML = { Accept: "text/html" };
const HOSTILE = `Tomato </script><script>alert(1)</script> <!-- $& 'x' "y"`;

describe("the product page as the server draws it", () => {
  let backend: TestBackend;
  let token: string;
  before(async function () {
    this.timeout(120_000);
    backend = await startTestBackend({ FRONTEND_DIR: await builtPages() });
    await register(backend, "farm", { website: "https://farm.example" });
    token = await tokenOf(backend, makeActor(backend, "farm"));
    await report(LOT);
    await backend.request("PUT", "/api/products/09506000134352", { body: { name: HOSTILE }, token });
  });
  after(() => backend?.stop());

  const report = async (lot: string, change = {}) => {
    const body = observation({ quantityList: [{ epcClass: `https://id.gs1.org/01/09506000134352/10/${lot}`, quantity: 25 }], ...change });
    expect((await backend.request("POST", "/epcis/events", { body, token })).status).to.equal(201);
  };
  const claimed = async (event: JsonObject) => (await claim(backend, event, token)).commitment as Hex32;
  const open = (path = PATH, headers: Record<string, string> = {}) => backend.request("GET", path, { headers: { ...HTML, ...headers } });

  it("has the verdict, the claims and what they stand on in its HTML, before any script", async () => {
    const { status, text, headers } = await open();
    expect(status).to.equal(200);
    expect(headers.get("content-type")).to.match(/^text\/html/);
    const body = text.slice(0, text.indexOf('<script type="application/json"'));
    expect(body.replaceAll(/<[^>]*>/g, "")).to.match(/Waybill’s records tell of\s+1 event,\s+reported by 1 organisation/);
    expect(body)
      .to.include("Not checked yet in this browser")
      .and.to.include('data-slot="evidence"')
      .and.to.include("as told by this server");
    expect(body.indexOf("data-verdict")).to.be.lessThan(body.indexOf('id="findings"'));
    expect(text).not.to.include("This page draws a product");
  });

  it("tells the steps of the check and the commands that repeat it, for this lot and this host", async () => {
    const { text } = await open();
    expect(text).to.include("Its author signed exactly this");
    expect(text).to.include(`curl --get ${backend.url}/api/journeys/bundle --data-urlencode`);
    expect(text).to.include(`subject=https://id.gs1.org${PATH}`);
    expect(text).to.match(/npm run waybill -- verify journey\.json --rpc http/);
    expect(text.replaceAll(/<[^>]*>/g, "")).to.match(new RegExp(`This page is ${backend.url}${PATH}\\. Its records are as of .* UTC\\.`));
  });

  it("tells the stops and what belongs to the goods in its HTML too, for readers with script that has not come", async () => {
    const { text } = await open();
    const body = text.slice(0, text.indexOf('<script type="application/json"'));
    expect(body)
      .to.match(/id="map".*<table/s)
      .and.not.include("<noscript>");
  });

  it("shows a hostile name as text, in the page, its title and its data", async () => {
    const { text } = await open();
    expect(text).not.to.include("<script>alert");
    expect(text).to.include("<title>Tomato &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &lt;!-- $&amp; ");
    const json = /<script type="application\/json" id="drawn-page">(.*?)<\/script>/s.exec(text)?.[1] ?? "";
    expect((JSON.parse(json) as { loaded: { journey: { product: { name: string } } } }).loaded.journey.product.name).to.equal(HOSTILE);
  });

  it("says first that the goods are recalled: what to do, why, who says so, since when, which goods, and whom to ask", async () => {
    const lot = "PAGE-RECALLED";
    await report(lot);
    const subjects = [`https://id.gs1.org/01/09506000134352/10/${lot}` as Subject];
    const circumstances = { eventTime: "2026-04-22T09:00:00+02:00", offset: "+02:00", gln: null, subjects };
    const reason = `Listeria <b>was found</b>`;
    const told = { reason, risk: "serious", instruction: "Do not eat it. Bring it back.", answerBy: null } as const;
    const notice = await claimed(noticeEvent({ ...circumstances, ...told }));
    const head = async () => {
      const { text } = await open(PATH.replace(LOT, lot));
      return text.slice(text.indexOf("<main"), text.indexOf("<h1"));
    };
    const first = await head();
    const words = first.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
    const wanted = [
      ...["Recalled: do not use", "What to do Do not eat it. Bring it back.", "Why Listeria &lt;b&gt;was found&lt;/b&gt;"],
      ...["It may harm your health.", "Who says so organisation farm", "Since", "2026", "Which goods This lot, whose page you read"],
      ...["Whom to ask farm: https://farm.example"],
    ];
    const places = wanted.map((text) => words.indexOf(text));
    expect(places, words).not.to.include(-1);
    expect(places, words).to.deep.equal(places.toSorted((a, b) => a - b));
    expect(first).to.include("<svg").and.to.include(`href="/recalls/${notice}"`);
    await claimed(endEvent({ ...circumstances, notice, note: null }));
    expect(await head()).not.to.include("Recalled: do not use");
  });

  it("keeps the strict policy: no script of its own in the page, none from elsewhere", async () => {
    const { text, headers } = await open();
    expect(headers.get("content-security-policy")).to.include("script-src 'self'").and.not.include("script-src 'self' 'unsafe-inline'");
    const scripts = [...text.matchAll(/<script([^>]*)>/g)].map(([, attributes = ""]) => attributes);
    for (const attributes of scripts) expect(attributes).to.match(/src="\/|type="application\/json"/);
    for (const [, address = ""] of text.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).to.match(/^[/#]/);
  });

  it("is not sent again while nothing has changed, and again as soon as something has", async () => {
    const first = await open();
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).to.equal("no-cache");
    expect(first.headers.get("vary")).to.include("Accept-Language");
    // Node's fetch would ask for a fresh answer by itself.
    const again = { "If-None-Match": etag, "Cache-Control": "max-age=0" };
    expect((await open(PATH, again)).status).to.equal(304);
    await report(LOT, { bizStep: "receiving" });
    const second = await open(PATH, again);
    expect(second.status).to.equal(200);
    expect(second.text).to.include("Received");
  });

  it("comes compressed, like the scripts that it starts with", async () => {
    const script = /src="(\/assets\/index-[^"]+)"/.exec((await open()).text)?.[1] ?? "";
    for (const path of [PATH, script]) {
      const [answer] = (await once(get(backend.url + path, { headers: { ...HTML, "Accept-Encoding": "br" } }), "response")) as [
        IncomingMessage,
      ];
      answer.resume();
      expect(answer.headers["content-encoding"], path).to.equal("br");
    }
  });

  it("is drawn in the language that the reader asks for", async () => {
    expect((await open(`${PATH}?locale=en-XA`)).text)
      .to.include('<html lang="en-XA">')
      .and.to.include("Åñçĥöŕéð~".slice(0, 1));
  });

  it("is the empty page where there is nothing to draw: no report, no lot, no such code", async () => {
    const shell = readFileSync(join(await builtPages(), "index.html"), "utf8");
    const paths = { "/01/09506000134352/10/NOBODY": 404, "/01/09506000134352": 200, "/01/nonsense": 404, "/scan": 200 };
    for (const [path, expected] of Object.entries(paths)) {
      const { status, text } = await open(path);
      expect([status, text], path).to.deep.equal([expected, shell]);
    }
  });

  it("is the empty page, which the browser then fills, when it cannot be drawn here", async () => {
    const broken = mkdtempSync(join(tmpdir(), "pages-"));
    writeFileSync(join(broken, "index.html"), "<!doctype html><title>shell</title>");
    const other = await startTestBackend({ FRONTEND_DIR: broken });
    try {
      const body = observation({});
      const own = await tokenOf(other, makeActor(other, "farm"));
      await other.request("POST", "/epcis/events", { body, token: own });
      const answer = await other.request("GET", "/01/09506000134352/10/LOT1", { headers: HTML });
      expect(answer.status).to.equal(200);
      expect(answer.text).to.include("<title>shell</title>");
    } finally {
      await other.stop();
    }
  });
});
