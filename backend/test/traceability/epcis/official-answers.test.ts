import { expect } from "chai";
import { readFileSync } from "node:fs";
import type { CaptureJob } from "@waybill/protocol/schemas/api/traceability";
import { startTestBackend, type RequestOptions, type TestBackend } from "../../support/backend.ts";
import { documentOf, makeActor, observation } from "../../support/events.ts";
import { answerCheck } from "../../support/openapi/answer-check.ts";
import type { Description } from "../../support/openapi/description.ts";
import { tokenOf } from "../../support/organisations.ts";
import { waitFor } from "../../support/wait-for.ts";

const OFFICIAL = JSON.parse(
  readFileSync(new URL("../../../../protocol/vectors/epcis/openapi.json", import.meta.url), "utf8"),
) as Description;
const PLACE = "urn:epc:id:sgln:9506000.13437.0";
const DIMENSIONS = [
  ["eventTypes", "eventType", "ObjectEvent"],
  ["epcs", "epc", "urn:epc:id:sgtin:9521141.001111.7"],
  ["bizSteps", "bizStep", "shipping"],
  ["bizLocations", "bizLocation", PLACE],
  ["readPoints", "readPoint", PLACE],
  ["dispositions", "disposition", "in_transit"],
] as const;

describe("answers beside the schemas of the official OpenAPI file", () => {
  let backend: TestBackend;
  let token: string;
  let jobAddress: string;
  const check = answerCheck(OFFICIAL);
  before(async () => {
    backend = await startTestBackend();
    token = await tokenOf(backend, makeActor(backend, "official"));
    const there = { readPoint: { id: PLACE }, bizLocation: { id: PLACE }, disposition: "in_transit" };
    const event = observation({ ...there, epcList: ["urn:epc:id:sgtin:9521141.001111.7"] });
    const accepted = await backend.request("POST", "/epcis/capture", { body: documentOf([event]), token });
    jobAddress = accepted.headers.get("location")?.slice("/epcis".length) ?? "";
    await waitFor("the job", async () => {
      const job = (await backend.request("GET", `/epcis${jobAddress}`, { token })).json<CaptureJob>();
      return job.running ? undefined : job;
    });
    await backend.request("POST", "/epcis/queries", { body: { name: "sent", query: { EQ_bizStep: ["shipping"] } }, token });
  });
  after(() => backend.stop());

  /** What the file has against an answer. `path` is its template, `address` what is asked for. */
  async function faults(method: string, path: string, address = path, options: RequestOptions = {}) {
    const answer = await backend.request(method.toUpperCase(), `/epcis${address}`, { token, ...options });
    const type = (answer.headers.get("content-type") ?? "").split(";")[0] ?? "";
    return { status: answer.status, faults: check({ method, path }, answer.status, type, answer.json()) };
  }

  it("lists of resources and of events are as they have it", async () => {
    expect(await faults("get", "/", "")).to.deep.equal({ status: 200, faults: [] });
    for (const [list, parameter, value] of DIMENSIONS) {
      const one = `/${list}/${encodeURIComponent(value)}`;
      for (const [path, address] of [
        [`/${list}`, `/${list}`],
        [`/${list}/{${parameter}}`, one],
        [`/${list}/{${parameter}}/events`, `${one}/events`],
      ] as const)
        expect(await faults("get", path, address), path).to.deep.equal({ status: 200, faults: [] });
    }
    expect(await faults("get", "/events", "/events?perPage=1")).to.deep.equal({ status: 200, faults: [] });
  });

  it("events, named queries and subscriptions are", async () => {
    expect(await faults("post", "/events", "/events", { body: observation({ bizStep: "packing" }) })).to.deep.equal({
      status: 201,
      faults: [],
    });
    expect(await faults("get", "/queries")).to.deep.equal({ status: 200, faults: [] });
    expect(await faults("get", "/queries/{queryName}/events", "/queries/sent/events")).to.deep.equal({ status: 200, faults: [] });
    const [path, address] = ["/queries/{queryName}/subscriptions", "/queries/sent/subscriptions"];
    const body = { dest: "http://127.0.0.1:9/x", schedule: { hour: "1", minute: "5" } };
    expect(await faults("post", path, address, { body })).to.deep.equal({ status: 201, faults: [] });
    expect(await faults("get", path, address)).to.deep.equal({ status: 200, faults: [] });
  });

  it("problems are, with an absolute address of the very request", async () => {
    expect(await faults("post", "/capture", "/capture", { body: { a: 1 } })).to.deep.equal({ status: 400, faults: [] });
    expect(await faults("get", "/queries/{queryName}", "/queries/none")).to.deep.equal({ status: 404, faults: [] });
  });

  it("no server could be where the file is at odds with itself", async () => {
    // Both forms of a job fit one that has neither errors nor a file of them; the file's own example fits both as well.
    expect((await faults("get", "/capture/{captureID}", jobAddress)).faults).to.deep.equal([
      { at: "", says: "must match exactly one schema in oneOf" },
    ]);
    // Its schema says a list, its example and the standard one definition.
    expect((await faults("get", "/queries/{queryName}", "/queries/sent")).faults).to.deep.equal([{ at: "", says: "must be array" }]);
  });
});
