import type { ChainReader } from "@waybill/protocol/verify/chain-reader";
import { verify } from "@waybill/protocol/verify/verify-event";
import { expect } from "chai";
import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import { capture, documentOf, makeActor } from "../../support/events.ts";
import { CHAIN, tokenOf } from "../../support/organisations.ts";
import { operationsOf, type Description } from "../../support/openapi/description.ts";
import { expectProblem } from "../../support/problem.ts";
import { eventsOf, pagesOf, type QueryDocument } from "../../support/query-answers.ts";
import { lengthenEvents, traceWorld } from "../../support/trace/trace-world.ts";
import { lot, packed, packedLots, seen, serial, sscc, takenBack, transformed } from "../../support/trace/supply.ts";

/** Hashes are checked without any node; what is on chain stays unknown. */
const NO_CHAIN = {} as ChainReader;

/** Questions that name no event, and what they answer. */
const WITHOUT_EVENTS = {
  "GET /": "names",
  "GET /capture": "jobs",
  "GET /capture/{captureID}": "a job",
  "GET /queries": "definitions",
  "GET /queries/{queryName}": "a definition",
  "GET /queries/{queryName}/subscriptions": "subscriptions",
  "GET /queries/{queryName}/subscriptions/{subscriptionID}": "a subscription",
  ...Object.fromEntries(
    ["eventTypes/{eventType}", "epcs/{epc}", "bizSteps/{bizStep}", "bizLocations/{bizLocation}", "readPoints/{readPoint}"]
      .concat("dispositions/{disposition}")
      .flatMap((one) => [
        [`GET /${one.split("/")[0] ?? ""}`, "names"],
        [`GET /${one}`, "names"],
      ]),
  ),
};

const PLACE = "https://id.gs1.org/414/0860009999992";
/** One event that every question below /epcis finds, and what their addresses name. */
const FOUND = {
  ...{ eventID: "urn:uuid:1", bizStep: "shipping", disposition: "in_transit" },
  ...{ bizLocation: { id: PLACE }, readPoint: { id: PLACE } },
};
const NAMED: Record<string, string> = {
  ...{ eventID: "urn:uuid:1", eventType: "ObjectEvent", epc: serial(1), bizStep: "shipping", disposition: "in_transit", queryName: "all" },
  ...{ bizLocation: PLACE, readPoint: PLACE },
};

interface Answered {
  proofs: string;
  proven?: { commitment: string; bundle: string }[];
}

describe("the proofs of answers", () => {
  const { tell, get, backend, tokenFor } = traceWorld();
  const list = (path: string, query: Record<string, string>) => `/api/trace/${path}?${new URLSearchParams(query).toString()}`;
  const provenIn = async (path: string, query: Record<string, string>) =>
    ((await get(path, { ...query, proof: "true" })) as Answered).proven ?? [];

  it("come with the answer to every question that names events, and with nothing else", async () => {
    const description = (await backend().request("GET", "/api/openapi.json")).json<Description>();
    const reading = (base: string) => [...operationsOf(description, base)].filter(([name]) => name.startsWith("GET "));
    const epcis = reading("/epcis");
    const without = epcis.filter(([, { parameters }]) => !parameters.has("query proof")).map(([name]) => name);
    expect(without.toSorted()).to.deep.equal(Object.keys(WITHOUT_EVENTS).toSorted());
    const graph = reading("/api/trace");
    expect(graph).to.have.length(8);
    for (const [name, { parameters }] of graph) expect(parameters.has("query proof"), name).to.equal(true);

    await tell([seen(1, [serial(1)], FOUND)]);
    const query = { name: "all", query: { EQ_bizStep: ["shipping"] } };
    expect((await backend().request("POST", "/epcis/queries", { token: tokenFor("farm"), body: query })).status).to.equal(201);
    for (const [name] of epcis.filter(([, { parameters }]) => parameters.has("query proof"))) {
      const path = name.slice("GET ".length).replace(/\{(\w+)\}/, (_, what: string) => encodeURIComponent(NAMED[what] ?? what));
      const [event] = eventsOf(await backend().request("GET", `/epcis${path}?proof=true`));
      expect(parseLosslessObject(String(event?.["waybill:proof"])), name).to.have.property("format", "waybill-event-bundle");
    }
  });

  it("are those of the statements that the trace graph names: links, places, amounts, findings", async () => {
    const withdrawn = transformed(8, [[lot("Z"), 1, "KGM"]], [[lot("C"), 1, "KGM"]]);
    const [a, b, packing, , takenBackLater] = await tell([
      transformed(1, [[lot("A"), 10, "KGM"]], [[lot("B"), 5, "KGM"]]),
      transformed(3, [[lot("B"), 20, "KGM"]], [[lot("C"), 30, "KGM"]]),
      packedLots(5, "ADD", sscc(1), [[lot("C"), 1, "KGM"]]),
      seen(6, [serial(9)]),
      withdrawn,
      takenBack(withdrawn),
    ]);
    const commitments = async (path: string, query: Record<string, string>) =>
      (await provenIn(path, query)).map(({ commitment }) => commitment);
    for (const form of ["whole", "compact"])
      expect(await commitments("back", { subject: lot("C"), form }), form).to.deep.equal([a, b, packing, takenBackLater]);
    expect(await commitments("forward", { subject: lot("A") })).to.deep.equal([a, b, packing]);
    expect(await commitments("contents", { subject: sscc(1) })).to.deep.equal([packing]);
    expect(await commitments("containment", { subject: lot("C") })).to.deep.equal([packing]);
    expect(await commitments("state", { subject: lot("C") })).to.include(packing);
    expect(await commitments("history", { subject: lot("B") })).to.deep.equal([a, b]);
    expect(await commitments("balance", { subject: lot("B") })).to.deep.equal([a, b]);
    expect(await commitments("findings", { subject: lot("C") })).to.include(b);
    const [first] = await provenIn("forward", { subject: lot("A") });
    expect(first?.bundle).to.equal((await backend().request("GET", `/api/statements/${String(a)}/bundle`)).text);
    const verdict = await verify(first?.bundle ?? "", NO_CHAIN, { trusted: CHAIN });
    expect(verdict.steps.filter(({ status }) => status === "passed").map(({ id }) => id)).to.include("content-digest");
    expect(await get("back", { subject: lot("C") })).not.to.have.property("proven");
    const wrong = await backend().request("GET", list("back", { subject: lot("C"), proof: "yes" }));
    expectProblem(wrong, 400, "platform.bad-request");
  });

  it("are a hundred at most, and all of them page by page", async () => {
    const told = await tell(Array.from({ length: 130 }, (_, index) => packed(index, "ADD", sscc(1), [serial(index)])));
    const path = list("contents", { subject: sscc(1), proof: "true" });
    const pages = (await pagesOf(backend(), path)).map((answer) => answer.json<Answered>().proven ?? []);
    expect(pages.map(({ length }) => length)).to.deep.equal([100, 30]);
    expect(pages.flat().map(({ commitment }) => commitment)).to.deep.equal(told);
  });

  it("are eight megabytes at most, and those of one event that many report lead on", async () => {
    for (const name of Array.from({ length: 9 }, (_, index) => `reporter ${index}`)) {
      const token = await tokenOf(backend(), makeActor(backend(), name));
      const body = documentOf([packed(1, "ADD", sscc(1), [serial(name.replace(" ", ""))], { eventID: "urn:uuid:1" })]);
      expect((await capture(backend(), { token, body })).success).to.equal(true);
    }
    await lengthenEvents(backend());
    const pages = await pagesOf(backend(), "/epcis/events/urn:uuid:1?proof=true");
    const told = pages.map((answer) => answer.json<QueryDocument>().epcisBody.queryResults.resultsBody.eventList.length);
    expect(told).to.deep.equal([7, 2]);
  }).timeout(90_000);
});
