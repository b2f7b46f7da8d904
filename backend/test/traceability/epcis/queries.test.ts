import { expect } from "chai";
import { readFileSync } from "node:fs";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { capture, CONTEXT, documentOf, makeActor, observation } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { expectProblem } from "../../support/problem.ts";
import { eventsOf, pagesOf, type QueryDocument } from "../../support/query-answers.ts";

describe("named queries", () => {
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

  const create = (name: string, query: unknown, headers: Record<string, string> = {}) =>
    backend.request("POST", "/epcis/queries", { body: { name, query }, token, headers });
  const count = async () => (await backend.app.db.pool.query("SELECT 1 FROM named_queries")).rowCount;

  it("are made, listed, shown, run and forgotten", async () => {
    await capture(backend, { body: documentOf([observation(), observation({ bizStep: "packing" })]), token });
    const query = { eventType: ["ObjectEvent"], EQ_bizStep: ["https://ref.gs1.org/cbv/BizStep-shipping", "receiving"] };
    const made = await create("what is on its way", query);
    expect(made.status, made.text).to.equal(201);
    const location = made.headers.get("location") ?? "";
    expect(location).to.equal("/epcis/queries/what%20is%20on%20its%20way");
    expect((await backend.request("GET", location)).json()).to.deep.equal({ name: "what is on its way", query });
    expect((await backend.request("GET", "/epcis/queries")).json()).to.deep.equal([{ name: "what is on its way", query }]);
    const answer = await backend.request("GET", `${location}/events`);
    expect(eventsOf(answer).map(({ bizStep }) => bizStep)).to.deep.equal(["shipping"]);
    expect(answer.json<QueryDocument>().epcisBody.queryResults.queryName).to.equal("what is on its way");
    expect((await backend.request("DELETE", location, { token })).status).to.equal(204);
    for (const path of [location, `${location}/events`])
      expectProblem(await backend.request("GET", path), 404, "traceability.unknown-query");
    expectProblem(await backend.request("DELETE", location, { token }), 404, "traceability.unknown-query");
  });

  it("come page by page, in the list and in their events", async () => {
    for (const name of ["c", "a", "b"]) await create(name, { EQ_action: ["OBSERVE"] });
    const lists = await pagesOf(backend, "/epcis/queries?perPage=2");
    expect(lists.map((page) => page.json<{ name: string }[]>().map(({ name }) => name))).to.deep.equal([["a", "b"], ["c"]]);
    const events = ["shipping", "packing", "storing"].map((bizStep) => observation({ bizStep }));
    await capture(backend, { body: documentOf(events), token });
    expect((await pagesOf(backend, "/epcis/queries/a/events?perPage=1")).map((page) => eventsOf(page)[0]?.["bizStep"])).to.deep.equal([
      "shipping",
      "packing",
      "storing",
    ]);
  });

  it("know prefixes from their @context, or from GS1-Extensions when they were made", async () => {
    const event = observation({ "@context": [...CONTEXT, { ex: "https://example.org/ns/" }] as never, "ex:grade": "A" });
    await backend.request("POST", "/epcis/events", { body: event, token });
    expect((await create("context", { "@context": [{ my: "https://example.org/ns/" }], "EQ_my:grade": ["A"] })).status).to.equal(201);
    expect((await create("header", { "EQ_my:grade": ["A"] }, { "GS1-Extensions": "my=https://example.org/ns/" })).status).to.equal(201);
    expectProblem(await create("neither", { "EQ_my:grade": ["A"] }), 400, "traceability.query-parameter");
    for (const name of ["context", "header"])
      expect(eventsOf(await backend.request("GET", `/epcis/queries/${name}/events`)), name).to.have.length(1);
  });

  it("take the example of the standard's friends, and refuse their bad one", async () => {
    const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as unknown;
    const bad = await create("bad", read("../../../../protocol/vectors/epcis/negative/Query_with_unknown_parameter.json"));
    expect(expectProblem(bad, 400, "traceability.query-parameter").type).to.equal("epcisException:QueryParameterException");
    const good = read("../../../../protocol/vectors/epcis/query/SimpleEventQuery.json") as Record<string, unknown>;
    expect((await create("good", good)).status).to.equal(201);
  });

  it("are refused, with nothing kept, when they are ill-formed, nobody's, or there already", async () => {
    expectProblem(await backend.request("POST", "/epcis/queries", { body: { name: "x", query: {} } }), 401, "platform.unauthorised");
    for (const body of [
      {},
      { name: "", query: {} },
      { name: "x" },
      { name: "x", query: [] },
      { name: "x".repeat(201), query: {} },
      { name: "a\0", query: {} },
    ])
      expectProblem(await backend.request("POST", "/epcis/queries", { body, token }), 400, "platform.bad-request");
    expectProblem(await backend.request("POST", "/epcis/queries", { text: "{", token }), 400, "platform.malformed-json");
    for (const query of [{ EQ_bizStep: "shipping" }, { GE_eventTime: 5 }, { eventCountLimit: 5 }, { perPage: 5 }])
      expectProblem(await create("x", query), 400, "traceability.query-parameter");
    expect(await count()).to.equal(0);
    await create("x", {});
    const { type } = expectProblem(await create("x", { EQ_action: ["ADD"] }), 409, "traceability.query-exists");
    expect(type).to.equal("epcisException:ResourceAlreadyExistsException");
    expect((await backend.request("GET", "/epcis/queries/x")).json()).to.deep.equal({ name: "x", query: {} });
  });

  it("are forgotten by those alone who made them", async () => {
    await create("mine", {});
    const other = await tokenOf(backend, makeActor(backend, "packer"));
    expectProblem(await backend.request("DELETE", "/epcis/queries/mine", { token: other }), 403, "traceability.not-your-query");
    expectProblem(await backend.request("DELETE", "/epcis/queries/mine"), 401, "platform.unauthorised");
    expect(await count()).to.equal(1);
  });

  it("are run as they are: a URL adds nothing to them", async () => {
    await create("fixed", {});
    expectProblem(await backend.request("GET", "/epcis/queries/fixed/events?EQ_action=ADD"), 400, "traceability.query-parameter");
  });
});
