import { expect } from "chai";
import { productFootprint, type ProductFootprint } from "@waybill/protocol/pact/product-footprint";
import { footprintCommitmentOf, footprintDigestOf } from "@waybill/protocol/pact/footprint-commitment";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { footprintDraft, LETTUCE, ownerOf, SALAD, type Owner, type Partner } from "../support/exchange.ts";
import { expectProblem } from "../support/problem.ts";

describe("product footprints", () => {
  let backend: TestBackend;
  let owner: Owner;
  before(async () => {
    backend = await startTestBackend();
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    owner = await ownerOf(backend, "Salad Kitchen", "9506000134376");
  });

  const refusal = async (partner: Partner, path: string) => {
    const answer = await partner.ask("GET", path);
    return [answer.status, answer.json<{ code: string }>().code];
  };

  describe("that are published", () => {
    it("carry the organisation's registered name and number, an id, a time and a status", async () => {
      const { footprint, state } = await owner.publish(footprintDraft({ companyIds: ["urn:lei:5493001KJTIIGC8Y1R12"] }));
      expect(productFootprint.safeParse(footprint).error).to.equal(undefined);
      expect(footprint).to.include({ status: "Active", specVersion: "3.0.3", companyName: "Salad Kitchen" });
      expect(footprint.companyIds).to.deep.equal(["urn:gln:9506000134376", "urn:lei:5493001KJTIIGC8Y1R12"]);
      expect(state).to.equal("stored");
    });

    it("can be opened as what is anchored, also once they are deprecated", async () => {
      const { footprint, account, digest, salt, commitment } = await owner.publish();
      const deprecated = (await owner.ask("POST", `/footprints/${footprint.id}/deprecate`)).json<{ footprint: ProductFootprint }>();
      expect(deprecated.footprint).to.deep.equal({ ...footprint, status: "Deprecated" });
      for (const said of [footprint, deprecated.footprint]) expect(footprintDigestOf(said)).to.equal(digest);
      expect(footprintCommitmentOf({ digest: digest as Hex32, salt: salt as Hex32, account: account as Address })).to.equal(commitment);
      expect(footprintDigestOf({ ...footprint, comment: "other" })).to.not.equal(digest);
    });

    it("are corrected by another that names them, which deprecates them", async () => {
      const partner = await owner.partner("Retailer", { products: [SALAD] });
      const first = await owner.publish();
      const second = await owner.publish(
        footprintDraft({ precedingPfIds: [first.footprint.id], pcf: { pcfExcludingBiogenicUptake: "0.9" } }),
      );
      const listed = await partner.list();
      expect(listed.map(({ id, status }) => [id, status])).to.deep.equal([
        [first.footprint.id, "Deprecated"],
        [second.footprint.id, "Active"],
      ]);
      expect(listed[1]?.precedingPfIds).to.deep.equal([first.footprint.id]);
      expect(listed[0]).to.deep.equal({ ...first.footprint, status: "Deprecated" });
    });

    it("take the place of none of others, nor of one that is deprecated", async () => {
      const other = await ownerOf(backend, "Fruit Kitchen");
      const theirs = (await other.publish()).footprint.id;
      const mine = (await owner.publish()).footprint.id;
      await owner.ask("POST", `/footprints/${mine}/deprecate`);
      for (const id of [theirs, mine, "00000000-0000-4000-8000-000000000000"])
        expectProblem(await owner.ask("POST", "/footprints", footprintDraft({ precedingPfIds: [id] })), 400, "exchange.preceding-unknown");
      expectProblem(await owner.ask("POST", `/footprints/${theirs}/deprecate`), 404, "exchange.unknown-footprint");
      expect((await owner.ask("GET", "/footprints")).json<{ items: unknown[] }>().items).to.have.length(1);
    });

    it("are refused with pointers when they contradict themselves or the standard", async () => {
      const cases: [string, Parameters<typeof footprintDraft>[0]][] = [
        ["/pcf/declaredUnitAmount", { pcf: { declaredUnitAmount: "0" } }],
        ["/pcf/declaredUnitAmount", { pcf: { declaredUnitAmount: "-1" } }],
        ["/pcf/pcfExcludingBiogenicUptake", { pcf: { pcfExcludingBiogenicUptake: "1e9" } }],
        ["/pcf/pcfExcludingBiogenicUptake", { pcf: { pcfExcludingBiogenicUptake: "9".repeat(41) } }],
        ["/pcf/fossilGhgEmissions", { pcf: { fossilGhgEmissions: "-0.1" } }],
        ["/pcf/biogenicCO2Uptake", { pcf: { biogenicCO2Uptake: "0.2" } }],
        ["/pcf/pcfIncludingBiogenicUptake", { pcf: { pcfIncludingBiogenicUptake: "0.86" } }],
        ["/pcf/productMassPerDeclaredUnit", { pcf: { productMassPerDeclaredUnit: "1000" } }],
        ["/pcf/referencePeriodEnd", { pcf: { referencePeriodEnd: "2024-12-31T00:00:00Z" } }],
        ["/pcf/referencePeriodEnd", { pcf: { referencePeriodStart: "2098-01-01T00:00:00Z", referencePeriodEnd: "2099-01-01T00:00:00Z" } }],
        ["/pcf/geographyCountry", { pcf: { geographyCountry: "usa" } }],
        ["/pcf/primaryDataShare", { pcf: { primaryDataShare: "100.1" } }],
        ["/validityPeriodStart", { validityPeriodStart: "2025-12-31T23:59:59Z", validityPeriodEnd: "2026-06-01T00:00:00Z" }],
        ["/validityPeriodEnd", { validityPeriodStart: "2026-01-01T00:00:00Z", validityPeriodEnd: "2029-01-01T00:00:01Z" }],
        ["/productIds", { productIds: [SALAD, SALAD.toUpperCase()] }],
        ["/productIds/0", { productIds: ["09506000134369"] }],
      ];
      for (const [pointer, change] of cases) {
        const { errors } = expectProblem(await owner.ask("POST", "/footprints", footprintDraft(change)), 400, "platform.bad-request");
        expect(
          errors?.map((one) => one.pointer),
          pointer,
        ).to.include(pointer);
      }
      const misspelt = { ...footprintDraft(), pcf: { ...footprintDraft().pcf, geographyContry: "US" } };
      expectProblem(await owner.ask("POST", "/footprints", misspelt), 400, "platform.bad-request");
      expect((await owner.ask("GET", "/footprints")).json<{ items: unknown[] }>().items).to.have.length(0);
    });
  });

  describe("as partners read them", () => {
    it("are those of products that are shared with the partner, and no others", async () => {
      const [retailer, caterer] = [await owner.partner("Retailer", { products: [SALAD.toUpperCase()] }), await owner.partner("Caterer")];
      const salad = (await owner.publish()).footprint;
      const lettuce = (await owner.publish(footprintDraft({ productIds: [LETTUCE] }))).footprint;
      const other = await ownerOf(backend, "Fruit Kitchen");
      const theirs = (await other.publish()).footprint;
      expect(await retailer.list()).to.deep.equal([salad]);
      expect(await caterer.list()).to.deep.equal([]);
      expect((await retailer.ask("GET", `/3/footprints/${salad.id}`)).json()).to.deep.equal({ data: salad });
      expect(await refusal(retailer, `/3/footprints/${lettuce.id}`)).to.deep.equal([403, "AccessDenied"]);
      expect(await refusal(caterer, `/3/footprints/${salad.id}`)).to.deep.equal([403, "AccessDenied"]);
      expect(await refusal(retailer, `/3/footprints/${theirs.id}`)).to.deep.equal([404, "NotFound"]);
      expect(await refusal(retailer, "/3/footprints/00000000-0000-0000-0000-000000000000")).to.deep.equal([404, "NotFound"]);
      expect(await refusal(retailer, "/3/footprints/not-an-id")).to.deep.equal([400, "BadRequest"]);
    });

    it("come and go with what is shared", async () => {
      const partner = await owner.partner("Retailer");
      const { footprint } = await owner.publish(footprintDraft({ productIds: ["urn:x:own:1", SALAD] }));
      await owner.ask("PUT", `/partners/${partner.id}/products`, { productIds: [LETTUCE, SALAD] });
      expect(await partner.list()).to.deep.equal([footprint]);
      await owner.ask("PUT", `/partners/${partner.id}/products`, { productIds: [LETTUCE] });
      expect(await partner.list()).to.deep.equal([]);
      expect(await refusal(partner, `/3/footprints/${footprint.id}`)).to.deep.equal([403, "AccessDenied"]);
    });

    it("are refused as PACT words it, at addresses that do not exist, too", async () => {
      const partner = await owner.partner("Retailer");
      expect(await refusal(partner, "/3/elsewhere")).to.deep.equal([404, "NotFound"]);
      expect(await refusal(partner, "/3/footprints?limit=-1")).to.deep.equal([400, "BadRequest"]);
      expect(await refusal(partner, "/3/footprints?validOn=yesterday")).to.deep.equal([400, "BadRequest"]);
      const method = await partner.ask("DELETE", "/3/footprints");
      expect([method.status, method.json<{ code: string }>().code]).to.deep.equal([405, "BadRequest"]);
    });
  });

  describe("that are filtered", () => {
    let partner: Partner;
    let ids: Record<"old" | "region" | "state" | "plain", string>;
    beforeEach(async () => {
      partner = await owner.partner("Retailer", { products: [SALAD, LETTUCE] });
      const publish = async (change: Parameters<typeof footprintDraft>[0]) => (await owner.publish(footprintDraft(change))).footprint.id;
      const old = await publish({ productClassifications: ["urn:unspsc:1", "urn:CPC:2"] });
      ids = {
        old,
        region: await publish({
          ...{ precedingPfIds: [old], productIds: [SALAD, "urn:x:2"], companyIds: ["urn:lei:1"] },
          pcf: { geographyCountry: undefined, geographyRegionOrSubregion: "Western Europe" },
        }),
        state: await publish({
          ...{ productIds: [LETTUCE], validityPeriodStart: "2026-02-01T00:00:00Z", validityPeriodEnd: "2026-03-01T00:00:00Z" },
          pcf: { geographyCountry: undefined, geographyCountrySubdivision: "US-CA" },
        }),
        plain: await publish({
          productIds: [LETTUCE],
          pcf: { referencePeriodStart: "2020-01-01T00:00:00Z", referencePeriodEnd: "2021-01-01T00:00:00Z" },
        }),
      };
    });

    const select = async (query: string) => {
      const found = (await partner.list(`?${query}`)).map(({ id }) => id);
      return Object.entries(ids).flatMap(([name, id]) => (found.includes(id) ? [name] : []));
    };

    const cases: [string, string[]][] = [
      ["productId=urn:gtin:09506000134369", ["old", "region"]],
      ["productId=URN:GTIN:09506000134352", ["state", "plain"]],
      ["productId=urn:x:2&productId=urn:gtin:09506000134352", ["region", "state", "plain"]],
      ["companyId=urn:lei:1", ["region"]],
      ["companyId=urn:lei:1&companyId=urn:gln:9506000134376", ["old", "region", "state", "plain"]],
      ["geography=us", ["old", "plain"]],
      ["geography=US-CA&geography=western%20europe", ["region", "state"]],
      ["geography=XX", []],
      ["classification=urn:cpc:2", ["old"]],
      ["classification=urn:unspsc:50406500", ["region", "state", "plain"]],
      ["status=Active", ["region", "state", "plain"]],
      ["status=deprecated", ["old"]],
      ["status=Bogus", []],
      ["validOn=2026-02-01T00:00:00Z", ["old", "region", "state"]],
      ["validOn=2026-03-01T00:00:00Z", ["old", "region", "state"]],
      ["validOn=2026-03-01T00:00:01Z", ["old", "region"]],
      ["validOn=2022-01-01T00:00Z", ["plain"]],
      ["validOn=2024-01-01T00:00:00Z", ["plain"]],
      ["validOn=2024-01-01T00:00:01Z", []],
      ["validAfter=2026-01-01T00:00:00Z", ["state"]],
      ["validAfter=2025-12-31T23:59:59Z", ["old", "region", "state"]],
      ["validBefore=2026-03-01T00:00:00Z", ["plain"]],
      ["validBefore=2026-03-01T00:00:01Z", ["state", "plain"]],
      ["validBefore=1900-01-01T00:00:00Z", []],
      ["status=Active&productId=urn:gtin:09506000134369", ["region"]],
      ["geography=US&productId=urn:gtin:09506000134352&productId=urn:x:2&validOn=2022-01-01T00:00:00Z", ["plain"]],
      ["companyId=urn:lei:1&geography=US", []],
      ["x-other-criterion=1&limit=500", ["old", "region", "state", "plain"]],
    ];
    for (const [query, expected] of cases)
      it(`by ${query} are ${expected.join(", ") || "none"}`, async () => {
        expect(await select(query)).to.deep.equal(expected);
      });
  });

  describe("on several pages", () => {
    /** Follows the links from a path on, as a stranger would; `between` is done after each page. */
    async function pagesFrom(partner: Partner, path: string, between: (page: number) => Promise<unknown> = async () => undefined) {
      const pages: { link: string; ids: string[]; statuses: string[] }[] = [];
      for (let link: string | undefined = path; link !== undefined;) {
        const answer = await partner.ask("GET", link);
        const { data } = answer.json<{ data: ProductFootprint[] }>();
        pages.push({ link, ids: data.map(({ id }) => id), statuses: data.map(({ status }) => status) });
        const next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1];
        if (next !== undefined) expect(new URL(next).host).to.equal(new URL(backend.url).host);
        link = next?.replace(`${backend.url}/pact`, "");
        await between(pages.length);
      }
      return pages;
    }

    it("miss none and bring none twice, whatever is published and deprecated meanwhile", async () => {
      const partner = await owner.partner("Retailer", { products: [SALAD] });
      const published: string[] = [];
      for (let index = 0; index < 7; index++) published.push((await owner.publish()).footprint.id);
      const pages = await pagesFrom(partner, "/3/footprints?limit=2&status=Active", async (page) => {
        // Something new, something that has been seen, and something that is still to come.
        await owner.publish(footprintDraft({ precedingPfIds: [published[page - 1] ?? ""] }));
        await owner.ask("POST", `/footprints/${published[5] ?? ""}/deprecate`);
      });
      expect(pages.map(({ ids }) => ids.length)).to.deep.equal([2, 2, 2, 1]);
      expect(pages.flatMap(({ ids }) => ids)).to.deep.equal(published);
      expect(new Set(pages.flatMap(({ statuses }) => statuses))).to.deep.equal(new Set(["Active"]));
      // A link brings the same page again, long after.
      for (const { link, ids } of pages.slice(1))
        expect((await partner.list(link.replace("/3/footprints", ""))).map(({ id }) => id)).to.deep.equal(ids);
      expect(await partner.list("?status=Active")).to.have.length(6);
    });

    it("miss none under many writers at once", async () => {
      const partner = await owner.partner("Retailer", { products: [SALAD] });
      const before = await Promise.all(Array.from({ length: 6 }, () => owner.publish()));
      const during: Promise<unknown>[] = [];
      const pages = await pagesFrom(partner, "/3/footprints?limit=1", async () => {
        during.push(owner.publish(), owner.publish());
      });
      const during2 = (await Promise.all(during)) as Awaited<ReturnType<Owner["publish"]>>[];
      const seen = pages.flatMap(({ ids }) => ids);
      expect(seen).to.have.members(before.map(({ footprint }) => footprint.id));
      const all = (await pagesFrom(partner, "/3/footprints?limit=3")).flatMap(({ ids }) => ids);
      expect(all).to.have.members([...before, ...during2].map(({ footprint }) => footprint.id));
      expect(all.slice(0, seen.length)).to.deep.equal(seen);
    });

    it("have no link after the last", async () => {
      const partner = await owner.partner("Retailer", { products: [SALAD] });
      await owner.publish();
      await owner.publish();
      expect((await partner.ask("GET", "/3/footprints?limit=2")).headers.has("link")).to.equal(false);
      expect((await partner.ask("GET", "/3/footprints?limit=1")).headers.has("link")).to.equal(true);
      expect((await partner.ask("GET", "/3/footprints?limit=1&after=x")).status).to.equal(400);
    });
  });
});
