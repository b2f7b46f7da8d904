import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import { validateEpcis } from "@waybill/protocol/schemas/epcis/validate-epcis";
import type { ChainReader } from "@waybill/protocol/verify/chain-reader";
import { verify } from "@waybill/protocol/verify/verify-event";
import { expect } from "chai";
import type { Config } from "../../../src/config/config.ts";
import { createDocumentQueries } from "../../../src/modules/documents/documents.queries.ts";
import { proofsOf } from "../../../src/modules/traceability/epcis/proofs.ts";
import type { FoundEvent } from "../../../src/modules/traceability/query/run-query.ts";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { captureSigned, CONTEXT, makeActor, observation } from "../../support/events.ts";
import { createFakeCustody } from "../../support/fake-chain.ts";
import { CHAIN, tokenOf } from "../../support/organisations.ts";
import { expectProblem } from "../../support/problem.ts";
import { startReceiver } from "../../support/receiver.ts";
import { openStream } from "../../support/stream-reader.ts";
import { keepQuery, requestsTo, SUBSCRIPTIONS } from "../../support/subscribing.ts";
import { eventsIn, eventsOf, nextOf, pagesOf } from "../../support/query-answers.ts";
import { lengthenEvents } from "../../support/trace/trace-world.ts";
import { waitFor } from "../../support/wait-for.ts";

/** A key's signature is checked without any node; what is on chain stays unknown. */
const NO_CHAIN = {} as ChainReader;
const LIST = "/epcis/events?proof=true&orderBy=eventTime&orderDirection=ASC";

describe("answers with proofs", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend();
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    token = await tokenOf(backend, makeActor(backend, "farm"));
  });

  const at = (minute: number) => ({ eventTime: `2026-04-17T11:${String(minute).padStart(2, "0")}:00-04:00` });
  const get = (path: string) => backend.request("GET", path);
  const proofIn = (event: Record<string, unknown> | undefined, member = "waybill:proof") => String(event?.[member]);

  it("hold each event's whole bundle as text, from which a stranger recomputes the signature", async () => {
    for (const minute of [1, 2]) await captureSigned(backend, observation(at(minute)), "farm", `salt ${minute}`);
    const answer = await get(LIST);
    const events = eventsOf(answer);
    expect(events).to.have.length(2);
    for (const event of events) {
      const verdict = await verify(proofIn(event), NO_CHAIN, { trusted: CHAIN });
      const passed = verdict.steps.filter(({ status }) => status === "passed").map(({ id }) => id);
      expect(passed).to.include.members(["schema", "event-hash", "content-digest", "signature"]);
      expect(parseLosslessObject(proofIn(event))["event"]).to.have.property("eventTime", event["eventTime"]);
    }
    expect(validateEpcis(parseLosslessObject(answer.text))).to.deep.equal([]);
  });

  it("are made for as many as fit an answer, and for no more", async () => {
    for (let minute = 0; minute < 12; minute++) await captureSigned(backend, observation(at(minute)), "farm", `salt ${minute}`);
    await lengthenEvents(backend);
    const { rows } = await backend.app.db.pool.query<FoundEvent>("SELECT commitment FROM statements ORDER BY sequence");
    let made = 0;
    // Every bundle names its chain.
    const config = Object.create(backend.app.config, { chain: { get: () => (made++, backend.app.config.chain) } }) as Config;
    const documents = createDocumentQueries({ get: async () => new Uint8Array() });
    const sources = { config, chain: backend.chain, custody: createFakeCustody(), documents };
    const proofs = await proofsOf(backend.app, sources, rows, "test");
    expect([...proofs.keys()]).to.deep.equal(rows.slice(0, 7).map(({ commitment }) => commitment));
    expect(made).to.equal(8);
  });

  it("come from every list of events, and from one event by its id", async () => {
    await captureSigned(backend, observation({ ...at(1), eventID: "urn:uuid:one" }), "farm");
    await backend.request("POST", "/epcis/queries", { token, body: { name: "all", query: { EQ_bizStep: ["shipping"] } } });
    for (const path of [
      "/epcis/events?EQ_bizStep=shipping&proof=true",
      "/epcis/events/urn:uuid:one?proof=true",
      "/epcis/bizSteps/shipping/events?proof=true",
      "/epcis/queries/all/events?proof=true",
    ]) {
      const [event] = eventsOf(await get(path));
      expect(proofIn(event), path).to.include("waybill-event-bundle");
    }
  });

  it("are only there when asked for, by true or false and nothing else", async () => {
    await captureSigned(backend, observation(), "farm");
    for (const path of ["/epcis/events", "/epcis/events?proof=false"]) expect((await get(path)).text).to.not.include("waybill:proof");
    for (const value of ["", "1", "yes", "TRUE"])
      expectProblem(await get(`/epcis/events?proof=${value}`), 400, "traceability.query-parameter");
  });

  it("define their prefix beside those of the events, by another name where an event has taken it", async () => {
    const own = { waybill: "https://example.com/ns/" };
    await captureSigned(backend, observation({ ...at(1), "@context": [...CONTEXT, own], "waybill:note": "x" }), "farm");
    const answer = await get(LIST);
    const [event] = eventsOf(answer);
    expect(answer.json<{ "@context": unknown[] }>()["@context"]).to.deep.include({ ...own, waybill1: "urn:waybill:ns:" });
    expect(proofIn(event, "waybill1:proof")).to.include("waybill-event-bundle");
    expect(event).to.have.property("waybill:note", "x");
  });

  it("make pages shorter, and lose nothing between them", async () => {
    const events = Array.from({ length: 130 }, (_, index) => observation({ eventID: `urn:uuid:${index}` }));
    for (const event of events) await backend.request("POST", "/epcis/events", { body: event, token });
    const first = await get("/epcis/events?proof=true&perPage=1000");
    expect(eventsOf(first)).to.have.length(100);
    expect(nextOf(first)).to.be.a("string");
    const pages = await pagesOf(backend, "/epcis/events?proof=true&perPage=1000");
    const ids = pages.flatMap(eventsOf).map(({ eventID }) => eventID);
    expect([...ids].sort()).to.deep.equal(events.map(({ eventID }) => eventID).sort());
  });

  it("go with what subscribers are sent, by HTTP and over a WebSocket, to those who asked for them", async () => {
    await keepQuery(backend, token);
    const receiver = await startReceiver();
    const dest = { dest: receiver.url, stream: true };
    const made = await backend.request("POST", `${SUBSCRIPTIONS}?proof=true`, { body: dest, token });
    expect(made.json()).to.include({ proof: true });
    expectProblem(await backend.request("POST", `${SUBSCRIPTIONS}?proof=1`, { body: dest, token }), 400, "traceability.query-parameter");
    const stream = SUBSCRIPTIONS.replace("subscriptions", "events?stream=true");
    const [proven, plain] = [
      await openStream(backend, `${stream}&proof=true`, { token }),
      await openStream(backend, `${stream}&proof=false`, { token }),
    ];
    await captureSigned(backend, observation(at(1)), "farm");
    const [pushed] = await requestsTo(receiver, 1);
    const [first, second] = await Promise.all([proven, plain].map((reader) => waitFor("an event", () => reader.texts[0])));
    for (const text of [pushed?.text, first]) {
      const [event] = eventsIn(text ?? "");
      const verdict = await verify(proofIn(event), NO_CHAIN, { trusted: CHAIN });
      expect(verdict.steps.filter(({ status }) => status === "passed").map(({ id }) => id)).to.include.members([
        "signature",
        "content-digest",
      ]);
    }
    expect(second).to.not.include("waybill:proof");
    for (const { socket } of [proven, plain]) socket.close();
    await receiver.stop();
  });
});
