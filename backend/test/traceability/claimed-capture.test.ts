import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { capture, captureSigned, claim, claimedIn, CONTEXT, documentOf, makeActor, observation } from "../support/events.ts";
import { tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

describe("captures by token", () => {
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

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    backend.request("POST", path, { body, token, headers });

  it("are kept as claims of the organisation, never as signed", async () => {
    const { commitment } = await claim(backend, observation(), token);
    const statement = (await backend.request("GET", `/api/statements/${commitment}`)).json<{ authorship: string }>();
    expect(statement.authorship).to.equal("claimed");
    const { rows } = await backend.app.db.pool.query("SELECT signature FROM statements");
    expect(rows).to.deep.equal([{ signature: null }]);
  });

  it("are answered, one event at a time, with the event as the standard has it, and its statement in `Link`", async () => {
    const event = observation({ eventID: "urn:uuid:11111111-1111-4111-8111-111111111111" });
    const first = await post("/epcis/events", event);
    expect(first.status).to.equal(201);
    const { recordTime, ...answered } = first.json<Record<string, unknown>>();
    expect(answered).to.deep.equal(event);
    expect(recordTime).to.match(/^\d{4}-\d\d-\d\dT.*Z$/);
    const unnamed = (await post("/epcis/events", observation())).json<{ eventID: string }>();
    expect(unnamed.eventID).to.equal(claimedIn(first).eventId);
    const again = await post("/epcis/events", event);
    expect(again.json()).to.deep.equal(first.json());
    expect(again.headers.get("link")).to.equal(`</api/statements/${claimedIn(first).commitment}>; rel="describedby"`);
  });

  it("are refused for measurements that contradict the event; a declaration that those were wrong is stored, and the job says where", async () => {
    const reading = {
      sensorElementList: [
        {
          sensorMetadata: { time: "2100-01-01T00:00:00Z", deviceID: "urn:x:one" },
          sensorReport: [{ type: "Temperature", deviceID: "urn:x:one" }],
        },
      ],
    };
    const at = (rest: string) => `/epcisBody/eventList/1/sensorElementList/0/${rest}`;
    const places = [
      { pointer: at("sensorReport/0/deviceID"), message: "stands in sensorMetadata already" },
      { pointer: at("sensorMetadata/time"), message: "is after eventTime" },
    ];
    const refused = await post("/epcis/capture", documentOf([observation(), observation(reading)]));
    expect(expectProblem(refused, 400, "traceability.invalid-document").errors).to.deep.equal(places);
    const declaration = observation({ ...reading, errorDeclaration: { declarationTime: "2026-05-01T00:00:00Z" } });
    const job = await capture(backend, { body: documentOf([observation(), declaration]), token });
    expect(job.errors).to.deep.equal([]);
    expect(job.statements.map(({ warnings }) => warnings)).to.deep.equal([undefined, places]);
    const headers = { accept: "application/xml" };
    const { text } = await backend.request("GET", `/epcis/capture/${job.captureID}`, { headers });
    expect(text).to.include(`pointer>${at("sensorMetadata/time")}<`);
  });

  it("take application/ld+json too", async () => {
    const answer = await backend.request("POST", "/epcis/events", {
      body: observation(),
      token,
      type: "application/ld+json; charset=utf-8",
    });
    expect(answer.status).to.equal(201);
  });

  it("give the same statement for the same content, although the server makes a new salt", async () => {
    const first = await capture(backend, { body: documentOf([observation()]), token });
    const second = await capture(backend, { body: documentOf([observation()]), token });
    expect(second.statements[0]).to.deep.equal({ ...first.statements[0], duplicate: true });
  });

  it("see one statement when a document holds the same event twice", async () => {
    const job = await capture(backend, { body: documentOf([observation(), observation()]), token });
    expect(new Set(job.statements.map(({ commitment }) => commitment)).size).to.equal(1);
    expect(await backend.count("statements")).to.equal(1);
  });

  describe("with a document so long that another thread reads it", () => {
    const events = Array.from({ length: 100 }, (_, n) =>
      observation({ eventTime: `2026-04-17T11:${String(n % 60).padStart(2, "0")}:00.0${n}Z`, "rdfs:comment": `${n} ${"x".repeat(1_000)}` }),
    );

    it("store every event as they would alone, each with a salt of its own", async () => {
      const job = await capture(backend, { body: documentOf(events), token });
      expect(job.statements.filter(({ duplicate }) => !duplicate)).to.have.length(events.length);
      const { rows } = await backend.app.db.pool.query<{ salts: string }>("SELECT count(DISTINCT salt) AS salts FROM statements");
      expect(rows[0]?.salts).to.equal(String(events.length));
      const alone = await capture(backend, { body: documentOf(events.slice(7, 9)), token });
      expect(alone.statements).to.deep.equal(
        job.statements.slice(7, 9).map((statement, index) => ({ ...statement, index, duplicate: true })),
      );
    });

    it("refuse it whole, name the place, and store nothing", async () => {
      const wrong = events.map((event, n) => (n === 42 ? { ...event, action: "SEE" } : event));
      const answer = await post("/epcis/capture", documentOf(wrong));
      expectProblem(answer, 400, "traceability.invalid-document");
      expect(answer.text).to.include("/epcisBody/eventList/42/action");
      expect(await backend.count("capture_jobs")).to.equal(0);
    });
  });

  it("stay apart from what the same organisation signs", async () => {
    await post("/epcis/events", observation());
    expect((await captureSigned(backend, observation(), "farm")).json()).to.include({ duplicate: false });
    expect(await backend.count("statements")).to.equal(2);
  });

  it("are refused without a token, with a wrong one, and with an expired one", async () => {
    expectProblem(
      await backend.request("POST", "/epcis/capture", { body: documentOf([observation()]) }),
      401,
      "traceability.author-missing",
    );
    const wrong = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
    const answer = await backend.request("POST", "/epcis/capture", { body: documentOf([observation()]), token: wrong });
    expectProblem(answer, 401, "platform.unauthorised");
    expect(answer.headers.get("www-authenticate")).to.include("Bearer");
    await backend.app.db.pool.query("UPDATE api_tokens SET expires_at = now() - interval '1 second'");
    expectProblem(await post("/epcis/capture", documentOf([observation()])), 401, "platform.unauthorised");
    expect(await backend.count("statements")).to.equal(0);
  });

  it("number the jobs newest first, page by page", async () => {
    const ids = [];
    for (const bizStep of ["packing", "shipping", "receiving"])
      ids.unshift((await capture(backend, { body: documentOf([observation({ bizStep })]), token })).captureID);
    const first = await backend.request("GET", "/epcis/capture?perPage=2");
    expect(first.json<{ captureID: string }[]>().map(({ captureID }) => captureID)).to.deep.equal(ids.slice(0, 2));
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await backend.request("GET", next);
    expect(second.json<{ captureID: string }[]>().map(({ captureID }) => captureID)).to.deep.equal(ids.slice(2));
    expect(second.headers.get("link")).to.equal(null);
  });

  it("answer OPTIONS with versions and limits on every resource", async () => {
    for (const path of ["/epcis/capture", "/epcis/capture/x", "/epcis/events", "/epcis/events/x"]) {
      const { status, headers } = await backend.request("OPTIONS", path);
      expect(status, path).to.equal(204);
      expect(headers.get("allow"), path).to.match(/^OPTIONS, /);
      for (const name of ["GS1-EPCIS-Version", "GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Version", "GS1-EPC-Format"])
        expect(headers.get(name), `${path} ${name}`).to.be.a("string");
    }
  });

  it("answer 404 with the standard's exception for what nobody reported", async () => {
    for (const path of ["/epcis/events/urn:uuid:none", "/epcis/capture/none"]) {
      const answer = await backend.request("GET", path);
      const { type } = expectProblem(answer, 404, path.includes("events") ? "traceability.unknown-event" : "traceability.unknown-capture");
      expect(type).to.equal("epcisException:NoSuchNameException");
      expect(answer.headers.get("link")).to.match(/^<\/problems\/traceability\.unknown-(event|capture)>; rel="help"$/);
    }
  });

  it("keep what a bare event's own context defines", async () => {
    const context = [...CONTEXT, { ex: "https://example.org/ns/" }];
    const { eventId } = await claim(backend, observation({ "@context": context, "ex:grade": "A" }), token);
    const found = (await backend.request("GET", `/epcis/events/${encodeURIComponent(eventId)}`)).json<{
      "@context": unknown;
      epcisBody: { queryResults: { resultsBody: { eventList: Record<string, unknown>[] } } };
    }>();
    expect(found["@context"]).to.deep.equal(context);
    expect(found.epcisBody.queryResults.resultsBody.eventList[0]?.["ex:grade"]).to.equal("A");
  });
});
