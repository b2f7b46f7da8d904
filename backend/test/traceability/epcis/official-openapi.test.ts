import { expect } from "chai";
import { readFileSync } from "node:fs";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { differencesBetween } from "../../support/openapi/compare.ts";
import { operationsOf, type Description } from "../../support/openapi/description.ts";
import { ADDITIONS, CONTRADICTIONS, OPENINGS } from "../../support/openapi/known-differences.ts";

const OFFICIAL = JSON.parse(
  readFileSync(new URL("../../../../protocol/vectors/epcis/openapi.json", import.meta.url), "utf8"),
) as Description;

describe("the OpenAPI document beside the official one", () => {
  let backend: TestBackend;
  let ours: Description;
  let differences: string[];
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
    ours = (await backend.request("GET", "/api/openapi.json")).json<Description>();
    differences = differencesBetween({ official: OFFICIAL, ours }, { base: "/epcis" });
  });
  after(() => backend.stop());

  it("follows all 63 operations, and has no address of its own below /epcis", () => {
    const official = operationsOf(OFFICIAL);
    expect(official.size).to.equal(63);
    expect([...operationsOf(ours, "/epcis").keys()].filter((name) => !official.has(name))).to.deep.equal([]);
  });

  it("lacks nothing that a client of the official file relies on, and asks for nothing more, but where that file contradicts itself or is narrower in words alone", () => {
    const lacking = differences.filter((difference) => !difference.endsWith("is ours alone"));
    expect(lacking.filter((difference) => ![...CONTRADICTIONS, ...OPENINGS].some(({ what }) => what.test(difference)))).to.deep.equal([]);
  });

  it("adds what is listed with its reason, and nothing else", () => {
    const known = [...ADDITIONS, ...CONTRADICTIONS, ...OPENINGS];
    expect(differences).not.to.include("GET /events: parameter query EQ_action, value is left open");
    expect(differences.filter((difference) => !known.some(({ what }) => what.test(difference)))).to.deep.equal([]);
    // What is added is never required of whoever asks.
    const added = differences.filter((difference) => /: parameter [^,]* is ours alone$/.test(difference));
    for (const difference of added) {
      const [, operation = "", parameter = ""] = /^(.*?): parameter (.*) is ours alone$/.exec(difference) ?? [];
      expect(operationsOf(ours, "/epcis").get(operation)?.parameters.get(parameter), difference).to.include({ required: false });
    }
  });

  it("still has every difference that is listed", () => {
    const stale = [...ADDITIONS, ...CONTRADICTIONS, ...OPENINGS].filter(
      ({ what }) => !differences.some((difference) => what.test(difference)),
    );
    expect(stale.map(({ reason }) => reason)).to.deep.equal([]);
  });

  it("sees a parameter, what it may hold, a body that is required, a header, a media type, a member, an exception or an answer that is gone", () => {
    const at = (path: string, method: string) => ours.paths[path]?.[method] as object;
    const changes: [RegExp, string, string, object][] = [
      [
        /^GET \/events: parameter query EQ_action, value is left open$/,
        "/epcis/events",
        "get",
        { parameters: [{ name: "EQ_action", in: "query", schema: { type: "array", items: { type: "string" } } }] },
      ],
      [
        /^GET \/events: parameter query perPage, type integer is missing$/,
        "/epcis/events",
        "get",
        { parameters: [{ name: "perPage", in: "query", schema: { type: "string" } }] },
      ],
      [/^POST \/events: body is required there alone$/, "/epcis/events", "post", { requestBody: { content: {} } }],
      [/^GET \/events: parameter query EQ_bizStep is missing$/, "/epcis/events", "get", { parameters: [] }],
      [/^POST \/events: body, media type application\/json is missing$/, "/epcis/events", "post", { requestBody: { content: {} } }],
      [/^GET \/capture\/\{captureID\}: answer 404 is missing$/, "/epcis/capture/{captureID}", "get", { responses: {} }],
      [/^POST \/capture: answer 202, header Location is missing$/, "/epcis/capture", "post", { responses: { 202: {} } }],
      [
        /^GET \/epcs: answer 200 as application\/json, member member is missing$/,
        "/epcis/epcs",
        "get",
        { responses: { 200: { content: { "application/json": {} } } } },
      ],
      [
        /^POST \/queries: answer 409 as application\/problem\+json, type epcisException:ResourceAlreadyExistsException is missing$/,
        "/epcis/queries",
        "post",
        { responses: { 409: { content: { "application/problem+json": {} } } } },
      ],
    ];
    for (const [expected, path, method, change] of changes) {
      const own = path.slice("/epcis".length);
      const official = { ...OFFICIAL, paths: { [own]: OFFICIAL.paths[own] ?? {} } };
      const changed = { ...ours, paths: { [path]: { ...ours.paths[path], [method]: { ...at(path, method), ...change } } } };
      const found = differencesBetween({ official, ours: changed }, { base: "/epcis" });
      expect(
        found.filter((difference) => expected.test(difference)),
        String(expected),
      ).to.have.length(1);
    }
  });
});
