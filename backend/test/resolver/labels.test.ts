import { expect } from "chai";
import { LABEL_SHEETS } from "@waybill/protocol/schemas/api/labels";
import { linkOfElementString } from "@waybill/protocol/identifiers/gs1-element-string";
import { parseDigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { readPdf, readSvg } from "../support/read-codes.ts";

const GTIN = "https://id.gs1.org/01/09506000134352";

describe("labels", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api", PUBLIC_URL: "https://id.brand.example" });
    await register(backend, "Farm");
    const token = await tokenOf(backend, accountOf("Farm").address);
    await backend.request("PUT", "/api/products/09506000134352", { token, body: { name: "Iceberg <lettuce> & co" } });
  });
  after(() => backend.stop());

  const pdf = async (body: object) => {
    const response = await fetch(`${backend.url}/api/labels`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/pdf" },
      body: JSON.stringify(body),
    });
    expect(response.status, response.status === 200 ? "" : await response.text()).to.equal(200);
    expect(response.headers.get("content-type")).to.equal("application/pdf");
    return readPdf(new Uint8Array(await response.arrayBuffer()));
  };
  const preview = (query: Record<string, string>) => backend.request("GET", `/api/labels/preview?${new URLSearchParams(query).toString()}`);

  it("carry the very identifier that was asked for, in each kind of code and with every awkward character", async () => {
    const identifier = `${GTIN}/10/${encodeURIComponent("A/B(1)%+&")}/21/${encodeURIComponent("S\"1'?")}`;
    const wanted = parseDigitalLink(identifier);
    for (const code of ["qr-link", "datamatrix-link"]) {
      const [read] = await readSvg((await preview({ identifier, code, sheet: "letter-2x5" })).text);
      expect(read?.text, code).to.match(/^https:\/\/id\.brand\.example\/01\/09506000134352\/10\//);
      expect(parseDigitalLink(read?.text ?? ""), code).to.deep.equal(wanted);
    }
    const [read] = await readSvg((await preview({ identifier, code: "datamatrix-elements", sheet: "letter-2x5" })).text);
    expect(read?.content).to.equal("GS1");
    expect(linkOfElementString(read?.text ?? "")).to.deep.equal(wanted);
  });

  it("are drawn for an address so often in an hour, and not more", async () => {
    const other = await startTestBackend({ WAYBILL_ROLES: "api" });
    const ask = () => other.request("POST", "/api/labels", { body: {} });
    const answers = [];
    for (let asked = 0; asked < 125; asked++) answers.push(await ask());
    expect(answers.slice(0, 120).every(({ status }) => status === 400)).to.equal(true);
    // One comes back every half minute: a slow run may be given some.
    const [refused] = answers.filter(({ status }) => status === 429);
    if (!refused) throw new Error("nothing was refused");
    expectProblem(refused, 429, "platform.too-many-requests");
    await other.stop();
  });

  it("say beside the code what it names, and the name of the goods or other words instead", async () => {
    const { text, headers } = await preview({ identifier: `${GTIN}/10/LOT1` });
    expect(headers.get("content-type")).to.equal("image/svg+xml; charset=utf-8");
    expect(text).to.include("(01)").and.include("(10) LOT1").and.include("&lt;lettuce&gt;").and.not.include("<lettuce>");
    expect((await preview({ identifier: `${GTIN}/10/LOT1`, title: "" })).text).to.not.include("lettuce");
  });

  it("fill sheets from left to right, from the place where the first sheet still has labels", async () => {
    const range = { identifier: `${GTIN}/10/LOT1`, ai: "21", prefix: "S", first: 98, count: 20, digits: 4 };
    const pages = await pdf({ range, sheet: "a4-3x7", skip: 19 });
    expect(pages.map(({ codes }) => codes.length)).to.deep.equal([2, 18]);
    const read = pages.flatMap(({ codes }) => codes.map(({ text }) => text)).sort();
    const wanted = Array.from(
      { length: 20 },
      (_, index) => `https://id.brand.example/01/09506000134352/10/LOT1/21/S${String(98 + index).padStart(4, "0")}`,
    );
    expect(read).to.deep.equal(wanted);
  });

  it("fit every sheet, on the paper that it is for", async () => {
    for (const [sheet, { page, columns, rows, left, top, right, down, width, height }] of Object.entries(LABEL_SHEETS)) {
      const [paper] = await pdf({ items: [`${GTIN}/10/LOT1`], sheet, code: "datamatrix-elements" });
      expect([Math.round(paper?.width ?? 0), Math.round(paper?.height ?? 0)], sheet).to.deep.equal(page === "A4" ? [595, 842] : [612, 792]);
      expect(
        paper?.codes.map(({ text }) => linkOfElementString(text)?.canonical),
        sheet,
      ).to.deep.equal([`${GTIN}/10/LOT1`]);
      const [paperWidth, paperHeight] = page === "A4" ? [210, 297] : [215.9, 279.4];
      expect(left + (columns - 1) * right + width, sheet).to.be.at.most(paperWidth + 0.01);
      expect(top + (rows - 1) * down + height, sheet).to.be.at.most(paperHeight + 0.01);
      expect(right, sheet).to.be.at.least(width - 0.01);
      expect(down, sheet).to.be.at.least(height - 0.01);
    }
  });

  it("leave the quiet zone blank that scanners need", async () => {
    for (const [code, quiet] of [
      ["qr-link", 4],
      ["datamatrix-link", 1],
    ] as const) {
      for (const sheet of ["a4-3x7", "letter-2x5"]) {
        const { text } = await preview({ identifier: `${GTIN}/10/LOT1`, code, sheet });
        const [, x = "", y = "", module = ""] = /translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+)\)/.exec(text) ?? [];
        expect(Number(x), `${code} ${sheet}`).to.be.at.least(quiet * Number(module));
        expect(Number(y), `${code} ${sheet}`).to.be.at.least(quiet * Number(module));
        const modules = Math.max(...[...text.matchAll(/M(\d+) \d+h(\d+)/g)].map(([, at, run]) => Number(at) + Number(run)));
        const texts = [...text.matchAll(/<text x="([\d.]+)"/g)].map(([, at]) => Number(at));
        expect(Math.min(...texts), `${code} ${sheet}`).to.be.at.least(Number(x) + (modules + quiet) * Number(module) - 0.05);
      }
    }
  });

  it("are refused where they could not be read, name nothing sound, or are none or too many", async () => {
    const post = (body: object) => backend.request("POST", "/api/labels", { body });
    const long = { items: [`${GTIN}/22/${"%2F".repeat(20)}/10/${"%2F".repeat(20)}/21/${"%3F".repeat(20)}`], sheet: "a4-5x13" };
    expectProblem(await post({ ...long, title: "" }), 422, "resolver.label-too-small");
    const wrong = expectProblem(await post({ items: [GTIN, "https://id.gs1.org/01/09506000134353"] }), 400, "resolver.unsound-identifier");
    expect(wrong.errors?.map(({ pointer }) => pointer)).to.deep.equal(["/items/1"]);
    expectProblem(
      await post({ range: { identifier: "https://id.gs1.org/00/395060001343500003", ai: "21", first: 1, count: 2 } }),
      400,
      "resolver.unsound-identifier",
    );
    expectProblem(await post({}), 400, "resolver.label-count");
    expectProblem(await post({ items: [GTIN], range: { identifier: GTIN, ai: "21", first: 1, count: 500 } }), 400, "resolver.label-count");
    expectProblem(await post({ range: { identifier: GTIN, ai: "21", first: 1, count: 501 } }), 400, "platform.bad-request");
  });

  it("print names in scripts that the typeface lacks without failing", async () => {
    const [page] = await pdf({ items: [`${GTIN}/10/LOT1`], title: "レタス Salat" });
    expect(page?.codes).to.have.length(1);
  });
});
