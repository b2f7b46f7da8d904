import { expect } from "chai";
import { PACT_EVENTS, pactEvent, type PactEvent } from "@waybill/protocol/pact/events";
import type { ExchangeDelivery, FootprintRequest, ReceivedFootprint } from "@waybill/protocol/schemas/api/exchange";
import { deliver } from "../../src/modules/exchange/events/deliver.ts";
import { applyRetention } from "../../src/modules/privacy/apply-retention.ts";
import { startTestBackend, type Answer, type TestBackend } from "../support/backend.ts";
import { footprintDraft, LETTUCE, ownerOf, SALAD, type Owner, type Partner } from "../support/exchange.ts";
import { startPartnerHost, type PartnerHost } from "../support/partner-host.ts";
import { expectProblem } from "../support/problem.ts";
import { waitFor } from "../support/wait-for.ts";

describe("events between partners", () => {
  let backend: TestBackend;
  let theirs: PartnerHost;
  let owner: Owner;
  let partner: Partner;
  let now: (() => Date) | null = null;
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now?.() ?? new Date() } });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    now = null;
    theirs = await startPartnerHost();
    owner = await ownerOf(backend, "Salad Kitchen");
    partner = await owner.partner("Retailer", { products: [SALAD], host: theirs.host });
  });
  afterEach(() => theirs.stop());

  const eventOf = (type: string, data: unknown, change: object = {}) => ({
    ...{ specversion: "1.0", id: "a request/12", source: theirs.url, time: "2026-05-01T10:00:00Z", type, data },
    ...change,
  });
  const post = (event: unknown, by = partner): Promise<Answer> =>
    by.ask("POST", "/3/events", { text: JSON.stringify(event), type: "application/cloudevents+json; charset=UTF-8" });
  const request = (data: unknown, change?: object) => post(eventOf(PACT_EVENTS.requested, data, change));
  const sent = (count: number): Promise<PactEvent[]> =>
    waitFor(`${count} events`, async () =>
      theirs.posted.length >= count ? theirs.posted.map((event) => pactEvent.parse(event)) : undefined,
    );
  const deliveries = async () => (await owner.ask("GET", "/deliveries")).json<{ items: ExchangeDelivery[] }>().items;
  const settled = (state: string) =>
    waitFor(`deliveries to be ${state}`, async () => {
      const items = await deliveries();
      return items.length > 0 && items.every((one) => one.state === state) ? items : undefined;
    });

  describe("that ask for footprints", () => {
    it("are answered with those that are shared and fit", async () => {
      const { footprint } = await owner.publish();
      await owner.publish(footprintDraft({ productIds: [LETTUCE] }));
      await sent(1);
      const answer = await request({ productId: [SALAD, LETTUCE], geography: ["US"], comment: "Of this year, please." });
      expect([answer.status, answer.text]).to.deep.equal([200, ""]);
      const [, event] = await sent(2);
      expect(event).to.deep.include({ type: PACT_EVENTS.fulfilled, specversion: "1.0", source: `${backend.url}/pact` });
      expect(event?.data).to.deep.equal({ requestEventId: "a request/12", pfs: [footprint] });
      await settled("delivered");
    });

    it("are rejected when none does", async () => {
      await owner.publish(footprintDraft({ productIds: [LETTUCE] }));
      for (const [index, wish] of [
        { productId: ["urn:pact:null"] },
        { productId: [LETTUCE] },
        { productId: [SALAD], geography: ["DE"] },
      ].entries()) {
        expect((await request(wish, { id: String(index) })).status).to.equal(200);
        const event = (await sent(index + 1))[index];
        expect(event?.type).to.equal(PACT_EVENTS.rejected);
        expect(event?.data).to.deep.include({ requestEventId: String(index) });
        expect(event?.data).to.have.nested.property("error.code", "NotFound");
      }
    });

    it("have an effect once, however often they come", async () => {
      await owner.publish();
      await sent(1);
      await Promise.all([request({}), request({}), request({})]);
      expect((await request({ productId: ["urn:pact:null"] })).status).to.equal(200);
      await sent(2);
      await settled("delivered");
      expect(await deliveries()).to.have.length(2);
      const other = `/deliveries?account=0x${"12".repeat(20)}`;
      expect((await owner.ask("GET", other)).json<{ items: unknown[] }>().items, "of another organisation").to.deep.equal([]);
      expect(theirs.posted.map(({ type }) => type)).to.deep.equal([PACT_EVENTS.published, PACT_EVENTS.fulfilled]);
    });

    it("are answered at the host that is known, whatever they say", async () => {
      for (const source of ["https://elsewhere.example/3/events", "//127.0.0.1:1/", "urn:uuid:1", "/3/events"]) {
        const answer = await request({}, { source });
        expect([answer.status, answer.json<{ code: string }>().code], source).to.deep.equal([400, "BadRequest"]);
      }
      const unknown = await owner.partner("Caterer", { products: [SALAD] });
      expect((await post(eventOf(PACT_EVENTS.requested, {}), unknown)).status).to.equal(400);
      for (const source of [`${theirs.url}/3/events`, theirs.url.replace("http:", "")])
        expect((await request({}, { source, id: source })).status, source).to.equal(200);
      await sent(2);
    });

    it("need the right to read footprints", async () => {
      const lister = await owner.partner("Lister", { scopes: ["footprint:list"], host: theirs.host });
      const answer = await post(eventOf(PACT_EVENTS.requested, {}), lister);
      expect([answer.status, answer.json<{ code: string }>().code]).to.deep.equal([403, "AccessDenied"]);
    });
  });

  it("are refused when they are malformed, and change nothing", async () => {
    const malformed = [
      eventOf(PACT_EVENTS.published, { pfIds: ["urn:gtin:4712345060507"] }),
      eventOf(PACT_EVENTS.published, { pfIds: [] }),
      eventOf(PACT_EVENTS.published, {}),
      eventOf(PACT_EVENTS.fulfilled, { requestEventId: "1", pfs: [] }),
      eventOf(PACT_EVENTS.rejected, { requestEventId: "1" }),
      eventOf(PACT_EVENTS.requested, { productId: "urn:one" }),
      eventOf(PACT_EVENTS.requested, {}, { specversion: "0.3" }),
      eventOf(PACT_EVENTS.requested, {}, { id: "" }),
      eventOf("org.wbcsd.pathfinder.ProductFootprint.Published.v1", { pfIds: ["3a6c14a7-4deb-498a-b5ea-16ce2535b576"] }),
      [],
      null,
    ];
    for (const event of malformed) {
      const answer = await post(event);
      expect([answer.status, answer.json<{ code: string }>().code], JSON.stringify(event)).to.deep.equal([400, "BadRequest"]);
    }
    expect((await partner.ask("POST", "/3/events", { text: "{", type: "application/cloudevents+json" })).status).to.equal(400);
    expect((await partner.ask("POST", "/3/events", { body: eventOf(PACT_EVENTS.requested, {}) })).status).to.equal(415);
    expect(
      (
        await post(malformed[0], {
          ...partner,
          ask: (...one) => backend.request(one[0], `/pact${one[1]}`, { ...(one[2] ?? {}), token: "x" }),
        })
      ).status,
    ).to.equal(401);
    const { rows } = await backend.app.db.pool.query("SELECT 1 FROM exchange_events");
    expect(rows).to.have.length(0);
  });

  describe("that we send", () => {
    it("tell partners of what they may read: new, corrected, deprecated, or shared later", async () => {
      const caterer = await owner.partner("Caterer", { host: theirs.host });
      const first = (await owner.publish()).footprint.id;
      const second = (await owner.publish(footprintDraft({ precedingPfIds: [first] }))).footprint.id;
      await owner.publish(footprintDraft({ productIds: [LETTUCE] }));
      await owner.ask("POST", `/footprints/${second}/deprecate`);
      const third = (await owner.publish()).footprint.id;
      await owner.ask("PUT", `/partners/${caterer.id}/products`, { productIds: [SALAD] });
      await owner.ask("PUT", `/partners/${caterer.id}/products`, { productIds: [SALAD] });
      await sent(5);
      await settled("delivered");
      const { rows } = await backend.app.db.pool.query<{ partner_id: string; body: string }>(
        "SELECT partner_id, body FROM exchange_deliveries ORDER BY sequence",
      );
      const told = rows.map(({ partner_id, body }) => [
        partner_id,
        (JSON.parse(body) as { data: { pfIds: string[] } }).data.pfIds.toSorted(),
      ]);
      expect(told).to.deep.equal([
        [partner.id, [first]],
        [partner.id, [first, second].sort()],
        [partner.id, [second]],
        [partner.id, [third]],
        [caterer.id, [third]],
      ]);
    });

    it("come again, unchanged and under their id, until they are taken", async () => {
      theirs.answer(503, "cut", 401);
      await owner.publish();
      const events = await sent(4);
      expect(new Set(events.map((event) => JSON.stringify(event))).size).to.equal(1);
      const [delivery] = await settled("delivered");
      expect(delivery).to.include({ tries: 4, problem: null });
      expect(theirs.posted).to.have.length(4);
    }).timeout(60_000);

    it("are sent again after a crash between sending and noting it, and noted once", async () => {
      await owner.publish();
      const [delivery] = await settled("delivered");
      const id = delivery?.id ?? "";
      await backend.app.db.pool.query("UPDATE exchange_deliveries SET state = 'pending', tries = 0, settled_at = NULL");
      await deliver(backend.app, id);
      await deliver(backend.app, id);
      expect(theirs.posted.map((event) => event.id)).to.deep.equal([id, id]);
      expect((await deliveries())[0]).to.include({ state: "delivered", tries: 1 });
    });

    it("are given up after three days, and go out again when somebody says so", async () => {
      theirs.answerAll(500);
      now = () => new Date("2026-05-01T10:00:00Z");
      await owner.publish();
      await sent(1);
      now = () => new Date("2026-05-04T10:00:00Z");
      const [dead] = await settled("dead");
      expect(dead?.problem).to.include("500");
      theirs.answerAll(null);
      expect((await owner.ask("POST", `/deliveries/${dead?.id}/retry`)).status).to.equal(204);
      await settled("delivered");
      expectProblem(await owner.ask("POST", `/deliveries/${dead?.id}/retry`), 404, "exchange.unknown-delivery");
      expect(new Set(theirs.posted.map((event) => event.id)).size).to.equal(1);
    });

    it("are forgotten a week after they were taken, like tokens a week after they ended; those given up stay", async () => {
      theirs.answerAll(500);
      now = () => new Date("2026-05-01T10:00:00Z");
      await owner.publish();
      await sent(1);
      now = () => new Date("2026-05-04T10:00:00Z");
      await settled("dead");
      theirs.answerAll(null);
      await owner.partner("Caterer");
      await owner.publish();
      await waitFor("the second to be taken", async () => (await deliveries()).some(({ state }) => state === "delivered") || undefined);
      const left = async () => {
        await applyRetention(backend.app);
        const { rows } = await backend.app.db.pool.query<{ count: string }>("SELECT count(*) AS count FROM exchange_tokens");
        return [(await deliveries()).map(({ state }) => state), Number(rows[0]?.count)];
      };
      // The partner of every test has a token of today.
      expect(await left()).to.deep.equal([["delivered", "dead"], 2]);
      now = () => new Date("2026-05-11T10:00:01Z");
      expect(await left()).to.deep.equal([["dead"], 2]);
      now = () => new Date("2026-05-11T11:00:01Z");
      expect(await left()).to.deep.equal([["dead"], 1]);
    });

    it("are not stored when what they tell of is not", async () => {
      expect(
        (await owner.ask("POST", "/footprints", footprintDraft({ precedingPfIds: ["00000000-0000-4000-8000-000000000000"] }))).status,
      ).to.equal(400);
      expect(await deliveries()).to.have.length(0);
    });
  });

  it("fetch a partner's footprints when they are announced, with or without discovery at its side", async () => {
    const plain = await startPartnerHost({ hasDiscovery: false });
    try {
      const second = await owner.partner("Farm", { host: plain.host });
      for (const [by, system] of [
        [partner, theirs],
        [second, plain],
      ] as const) {
        const [known, missing] = ["3a6c14a7-4deb-498a-b5ea-16ce2535b576", "11111111-1111-4111-8111-111111111111"];
        const told = {
          id: known,
          status: "Active",
          companyName: by.id,
          productIds: [LETTUCE],
          pcf: { pcfExcludingBiogenicUptake: "0.10" },
        };
        system.footprints.set(known, told);
        const event = eventOf(PACT_EVENTS.published, { pfIds: [known, missing] });
        expect((await post(event, by)).status).to.equal(200);
        const received = await waitFor("the footprint", async () => {
          const { items } = (await owner.ask("GET", "/received")).json<{ items: ReceivedFootprint[] }>();
          const own = items.filter(({ partnerId }) => partnerId === by.id);
          return own.every(({ footprint, problem }) => footprint !== null || problem !== null) ? own : undefined;
        });
        expect(received.map(({ id, footprint, problem }) => [id, footprint, problem])).to.have.deep.members([
          [known, told, null],
          [missing, null, "It answered 404."],
        ]);
      }
    } finally {
      await plain.stop();
    }
  });

  describe("that answer our requests", () => {
    const requests = async () => (await owner.ask("GET", "/requests")).json<{ items: FootprintRequest[] }>().items;
    const received = async () => (await owner.ask("GET", "/received")).json<{ items: ReceivedFootprint[] }>().items;
    const askFor = async (wish: object) => {
      const answer = await owner.ask("POST", `/partners/${partner.id}/requests`, wish);
      expect(answer.status, answer.text).to.equal(201);
      return answer.json<{ id: string }>().id;
    };
    const footprint = {
      ...{ id: "3a6c14a7-4deb-498a-b5ea-16ce2535b576", status: "Active", companyName: "Retailer" },
      productIds: [LETTUCE],
      pcf: {},
    };

    it("bring the footprints, once", async () => {
      const wish = { productId: [LETTUCE], comment: "For the salad" };
      const id = await askFor(wish);
      const [event] = await sent(1);
      expect(event).to.deep.include({ id, type: PACT_EVENTS.requested, data: wish });
      const answer = eventOf(PACT_EVENTS.fulfilled, { requestEventId: id, pfs: [footprint] });
      for (let time = 0; time < 2; time++) expect((await post(answer)).status).to.equal(200);
      expect(await requests()).to.have.length(1);
      expect((await requests())[0]).to.include({ id, state: "fulfilled" });
      expect((await received()).map((one) => one.footprint)).to.deep.equal([footprint]);
      // What was answered stays answered.
      expect(
        (await post(eventOf(PACT_EVENTS.rejected, { requestEventId: id, error: { code: "NotFound", message: "no" } }, { id: "2" }))).status,
      ).to.equal(200);
      expect((await requests())[0]).to.include({ state: "fulfilled", problem: null });
    });

    it("say why there are none", async () => {
      const id = await askFor({ productId: [LETTUCE] });
      await post(eventOf(PACT_EVENTS.rejected, { requestEventId: id, error: { code: "AccessDenied", message: "Not for you." } }));
      expect((await requests())[0]).to.include({ id, state: "rejected", problem: "AccessDenied: Not for you." });
    });

    it("count from the partner alone that was asked", async () => {
      const id = await askFor({});
      const other = await owner.partner("Caterer", { host: theirs.host });
      const answer = eventOf(PACT_EVENTS.fulfilled, { requestEventId: id, pfs: [footprint] });
      for (const [by, event] of [
        [other, answer],
        [partner, eventOf(PACT_EVENTS.fulfilled, { requestEventId: "never made", pfs: [footprint] })],
      ] as const) {
        const refused = await post(event, by);
        expect([refused.status, refused.json<{ code: string }>().code]).to.deep.equal([404, "NotFound"]);
      }
      expect(await received()).to.have.length(0);
      expect((await requests())[0]).to.include({ state: "open" });
    });

    it("can be asked for only where an answer can come from", async () => {
      const bare = await owner.partner("Caterer");
      expectProblem(await owner.ask("POST", `/partners/${bare.id}/requests`, {}), 409, "exchange.no-host");
      expectProblem(await owner.ask("POST", `/partners/${partner.id}/requests`, { productIds: [LETTUCE] }), 400, "platform.bad-request");
    });
  });
});
