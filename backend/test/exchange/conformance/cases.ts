import { expect } from "chai";
import { PACT_EVENTS, pactEvent, type PactEvent } from "@waybill/protocol/pact/events";
import { productFootprint, type ProductFootprint } from "@waybill/protocol/pact/product-footprint";
import { validityOf } from "@waybill/protocol/pact/validity";
import { waitFor } from "../../support/wait-for.ts";
import type { TlsAnswer } from "../../support/tls-front.ts";
import type { HostSystem } from "./host-system.ts";

/** One case under the number that WBCSD's conformance service gives it for version 3.0. */
export interface ConformanceCase {
  number: string;
  rule: string;
  /** Rejects when the system does not keep the rule. */
  check(system: HostSystem): Promise<void>;
}

const NOBODY = "00000000-0000-0000-0000-000000000000";
const SOMEBODYS = "3a6c14a7-4deb-498a-b5ea-16ce2535b576";

const json = <Body>({ text }: TlsAnswer) => JSON.parse(text) as Body;
const listOf = (answer: TlsAnswer): ProductFootprint[] => {
  expect(answer.status, answer.text).to.equal(200);
  return json<{ data: ProductFootprint[] }>(answer).data.map((one) => productFootprint.parse(one));
};
const first = ({ footprints: [one] }: HostSystem): ProductFootprint => {
  if (one === undefined) throw new Error("the system shares no footprint");
  return one;
};
const expectRefusal = (answer: TlsAnswer, statuses: readonly number[], code: string) => {
  expect(answer.status, answer.text).to.be.oneOf(statuses);
  expect(json(answer)).to.include({ code }).and.to.have.property("message").that.is.a("string");
};
const dayFrom = (moment: Date, days: number) => new Date(moment.getTime() + days * 86_400_000).toISOString();
const plain = (url: string) => url.replace("https:", "http:");

/** Plain HTTP must lead nowhere: no connection, or no success. */
async function expectNoPlainHttp(url: string, init: RequestInit = {}): Promise<void> {
  const status = await fetch(plain(url), init).then(
    (response) => response.status,
    () => null,
  );
  if (status !== null) expect(status).to.be.at.least(300);
}

const bearer = async (system: HostSystem) => {
  const { access_token } = json<{ access_token: string }>(await system.askToken(system.credentials));
  return { Authorization: `Bearer ${access_token}` };
};

async function calledBack(system: HostSystem, requestEventId: string): Promise<PactEvent> {
  const answers = () => system.callbacks.posted.filter(({ data }) => "requestEventId" in data && data.requestEventId === requestEventId);
  const event = await waitFor("the answering event", async () => answers()[0]);
  return pactEvent.parse(event);
}

/** Every footprint that comes satisfies the condition, and one at least comes. */
const selects = (query: (one: ProductFootprint) => string, isWanted: (found: ProductFootprint, one: ProductFootprint) => boolean) =>
  async function check(system: HostSystem): Promise<void> {
    const one = first(system);
    const found = listOf(await system.ask("GET", `/3/footprints?${query(one)}`));
    expect(found).to.have.length.greaterThan(0);
    expect(found.every((footprint) => isWanted(footprint, one))).to.equal(true);
    // What a stub that answers everything gets wrong: none that fits is missing either.
    const wanted = system.footprints.filter((footprint) => isWanted(footprint, one)).map(({ id }) => id);
    expect(found.map(({ id }) => id)).to.have.members(wanted);
  };

const selectsNothing = (query: string) =>
  async function check(system: HostSystem): Promise<void> {
    expect(listOf(await system.ask("GET", `/3/footprints?${query}`))).to.deep.equal([]);
  };

const encoded = encodeURIComponent;

/** The 41 cases of WBCSD's PACT conformance service for version 3.0, in words and code of our own. */
export const CONFORMANCE_CASES: readonly ConformanceCase[] = [
  {
    number: "1",
    rule: "good credentials get a token",
    async check(system) {
      const answer = await system.askToken(system.credentials);
      expect(answer.status).to.equal(200);
      expect(json(answer)).to.have.property("access_token").that.is.a("string");
    },
  },
  {
    number: "2",
    rule: "wrong credentials get none",
    async check(system) {
      expect((await system.askToken({ clientId: "nobody", clientSecret: "nothing" })).status).to.be.oneOf([400, 401]);
    },
  },
  {
    number: "3",
    rule: "a footprint is found by its id",
    async check(system) {
      const answer = await system.ask("GET", `/3/footprints/${first(system).id}`);
      expect(answer.status).to.equal(200);
      expect(productFootprint.parse(json<{ data: unknown }>(answer).data)).to.deep.equal(first(system));
    },
  },
  {
    number: "4",
    rule: "all shared footprints are listed",
    async check(system) {
      expect(listOf(await system.ask("GET", "/3/footprints"))).to.deep.equal(system.footprints);
    },
  },
  {
    number: "5",
    rule: "pages are linked",
    async check(system) {
      const page = await system.ask("GET", "/3/footprints?limit=1");
      const next = /^<([^>]+)>; rel="next"$/.exec(page.header("link") ?? "")?.[1] ?? "";
      expect(new URL(next).host).to.equal(new URL(system.base).host);
      const [second] = listOf(await system.ask("GET", next.replace(system.base, "")));
      expect([listOf(page)[0]?.id, second?.id]).to.deep.equal(system.footprints.slice(0, 2).map(({ id }) => id));
    },
  },
  {
    number: "6",
    rule: "no list without a good token",
    check: async (system) => expectRefusal(await system.ask("GET", "/3/footprints", { token: "made-up" }), [400, 401], "BadRequest"),
  },
  {
    number: "7",
    rule: "no footprint without a good token",
    async check(system) {
      expectRefusal(await system.ask("GET", `/3/footprints/${first(system).id}`, { token: "made-up" }), [400, 401], "BadRequest");
    },
  },
  {
    number: "8",
    rule: "an id that does not exist is not found",
    check: async (system) => expectRefusal(await system.ask("GET", `/3/footprints/${NOBODY}`), [404], "NotFound"),
  },
  {
    number: "9",
    rule: "no token over plain HTTP",
    async check(system) {
      const { clientId, clientSecret } = system.credentials;
      await expectNoPlainHttp(system.tokenUrl, {
        method: "POST",
        headers: { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
        body: new URLSearchParams({ grant_type: "client_credentials" }),
      });
    },
  },
  {
    number: "10",
    rule: "no list over plain HTTP",
    check: async (system) => expectNoPlainHttp(`${system.base}/3/footprints`, { headers: await bearer(system) }),
  },
  {
    number: "11",
    rule: "no footprint over plain HTTP",
    check: async (system) => expectNoPlainHttp(`${system.base}/3/footprints/${first(system).id}`, { headers: await bearer(system) }),
  },
  {
    number: "12",
    rule: "a request for footprints is taken",
    async check(system) {
      const wish = { productId: first(system).productIds, comment: "Of this year, please." };
      expect((await system.post(PACT_EVENTS.requested, wish, { id: "conformance/12" })).status).to.equal(200);
    },
  },
  {
    number: "13",
    rule: "it is answered with the footprints",
    async check(system) {
      const event = await calledBack(system, "conformance/12");
      expect(event.type).to.equal(PACT_EVENTS.fulfilled);
      const { pfs } = event.data as { pfs: ProductFootprint[] };
      const { productIds } = first(system);
      expect(pfs.map((one) => productFootprint.parse(one))).to.deep.equal(
        system.footprints.filter((one) => one.productIds.some((id) => productIds.includes(id))),
      );
    },
  },
  {
    number: "14.A",
    rule: "a request for what nobody has is taken",
    async check(system) {
      expect((await system.post(PACT_EVENTS.requested, { productId: ["urn:pact:null"] }, { id: "conformance/14.A" })).status).to.equal(200);
    },
  },
  {
    number: "14.B",
    rule: "it is rejected with a reason",
    async check(system) {
      const event = await calledBack(system, "conformance/14.A");
      expect(event.type).to.equal(PACT_EVENTS.rejected);
      expect(event.data).to.have.property("error").that.includes({ code: "NotFound" });
    },
  },
  {
    number: "15",
    rule: "news of footprints are taken",
    async check(system) {
      expect((await system.post(PACT_EVENTS.published, { pfIds: [SOMEBODYS] })).status).to.equal(200);
    },
  },
  {
    number: "16",
    rule: "no events without a good token",
    async check(system) {
      expectRefusal(await system.post(PACT_EVENTS.published, { pfIds: [SOMEBODYS] }, { token: "made-up" }), [400, 401], "BadRequest");
    },
  },
  {
    number: "17",
    rule: "no events over plain HTTP",
    async check(system) {
      await expectNoPlainHttp(`${system.base}/3/events`, { method: "POST", headers: await bearer(system), body: "{}" });
    },
  },
  {
    number: "18",
    rule: "discovery leads to a token endpoint that gives tokens",
    async check(system) {
      expect(system.tokenUrl.startsWith("https://")).to.equal(true);
      expect((await system.askToken(system.credentials, system.tokenUrl)).status).to.equal(200);
    },
  },
  {
    number: "19",
    rule: "and none for wrong credentials",
    async check(system) {
      expect((await system.askToken({ clientId: "nobody", clientSecret: "nothing" }, system.tokenUrl)).status).to.be.oneOf([400, 401]);
    },
  },
  {
    number: "20",
    rule: "filtered by product",
    check: selects(
      ({ productIds }) => `productId=${encoded(productIds[0] ?? "")}`,
      (found, { productIds }) => found.productIds.includes(productIds[0] ?? ""),
    ),
  },
  {
    number: "21",
    rule: "filtered by company",
    check: selects(
      ({ companyIds }) => `companyId=${encoded(companyIds[0] ?? "")}`,
      (found, { companyIds }) => found.companyIds.includes(companyIds[0] ?? ""),
    ),
  },
  {
    number: "22",
    rule: "filtered by geography",
    check: selects(
      ({ pcf }) => `geography=${pcf.geographyCountry}`,
      (found, { pcf }) => found.pcf.geographyCountry === pcf.geographyCountry,
    ),
  },
  {
    number: "23",
    rule: "filtered by class",
    check: selects(
      ({ productClassifications }) => `classification=${encoded(productClassifications?.[0] ?? "")}`,
      (found, { productClassifications }) => found.productClassifications?.includes(productClassifications?.[0] ?? "") ?? false,
    ),
  },
  {
    number: "24",
    rule: "filtered by a time of validity",
    check: selects(
      (one) => `validOn=${validityOf(one).from.toISOString()}`,
      (found, one) => validityOf(found).from <= validityOf(one).from && validityOf(found).until >= validityOf(one).from,
    ),
  },
  {
    number: "25",
    rule: "filtered by the begin of validity",
    check: selects(
      (one) => `validAfter=${dayFrom(validityOf(one).from, -1)}`,
      (found, one) => validityOf(found).from > new Date(dayFrom(validityOf(one).from, -1)),
    ),
  },
  {
    number: "26",
    rule: "filtered by the end of validity",
    check: selects(
      (one) => `validBefore=${dayFrom(validityOf(one).until, 1)}`,
      (found, one) => validityOf(found).until < new Date(dayFrom(validityOf(one).until, 1)),
    ),
  },
  {
    number: "27",
    rule: "filtered by status",
    check: selects(
      ({ status }) => `status=${status}`,
      (found, { status }) => found.status === status,
    ),
  },
  {
    number: "28",
    rule: "two criteria add up",
    check: selects(
      ({ status, productIds }) => `status=${status}&productId=${encoded(productIds[0] ?? "")}`,
      (found, { status, productIds }) => found.status === status && found.productIds.includes(productIds[0] ?? ""),
    ),
  },
  {
    number: "29",
    rule: "values of one criterion are alternatives",
    check: selects(
      ({ companyIds }) => `companyId=${encoded(companyIds[0] ?? "")}&companyId=nobody&companyId=nothing`,
      (found, { companyIds }) => found.companyIds.includes(companyIds[0] ?? ""),
    ),
  },
  { number: "30", rule: "nothing for an unknown product", check: selectsNothing("productId=urn:bogus:product:1") },
  { number: "31", rule: "nothing for an unknown company", check: selectsNothing("companyId=urn:bogus:company:1") },
  { number: "32", rule: "nothing for an unknown geography", check: selectsNothing("geography=XX") },
  { number: "33", rule: "nothing for an unknown class", check: selectsNothing("classification=urn:bogus:class:1") },
  { number: "34", rule: "nothing valid long ago", check: selectsNothing("validOn=1900-01-01T00:00:00Z") },
  { number: "35", rule: "nothing valid after all times", check: selectsNothing("validAfter=2099-12-31T23:59:59Z") },
  { number: "36", rule: "nothing valid before all times", check: selectsNothing("validBefore=1900-01-01T00:00:00Z") },
  { number: "37", rule: "nothing for a status that does not exist", check: selectsNothing("status=Bogus") },
  {
    number: "38",
    rule: "nothing for two unknown values",
    check: selectsNothing("companyId=urn:bogus:company:1&productId=urn:bogus:product:1"),
  },
  {
    number: "39",
    rule: "nothing for several unknown values",
    check: selectsNothing("companyId=urn:bogus:company:1&companyId=urn:bogus:company:2&companyId=urn:bogus:company:3"),
  },
  {
    number: "40",
    rule: "a malformed event is refused",
    async check(system) {
      expectRefusal(await system.post(PACT_EVENTS.published, { pfIds: ["urn:gtin:4712345060507"] }), [400], "BadRequest");
    },
  },
];
