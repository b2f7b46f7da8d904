import { expect } from "chai";
import { parseLosslessObject, stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { checkEvents } from "../../src/modules/traceability/capture/check-events.ts";
import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import { eventBundle } from "@waybill/protocol/schemas/bundle";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { capture, captureSigned, claim, claimedIn, CONTEXT, documentOf, makeActor, observation } from "../support/events.ts";
import { accountOf, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const EVENT_ID = "urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba";

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

  describe("with an eventID", () => {
    it("refuse it for a different event of the same author, and point at it", async () => {
      await post("/epcis/events", observation({ eventID: EVENT_ID }));
      const answer = await post("/epcis/events", observation({ eventID: EVENT_ID, bizStep: "receiving" }));
      const { errors, type } = expectProblem(answer, 409, "traceability.event-id-taken");
      expect(type).to.equal("epcisException:ResourceAlreadyExistsException");
      expect(errors?.[0]?.pointer).to.equal("/eventID");
      expect(await backend.count("statements")).to.equal(1);
    });

    it("allow it to another author: both are kept, and the contradiction shows", async () => {
      await post("/epcis/events", observation({ eventID: EVENT_ID }));
      makeActor(backend, "packer");
      expect((await captureSigned(backend, observation({ eventID: EVENT_ID, bizStep: "receiving" }), "packer")).status).to.equal(201);
      const found = (await backend.request("GET", `/epcis/events/${encodeURIComponent(EVENT_ID)}`)).json<{
        type: string;
        epcisBody: { queryResults: { resultsBody: { eventList: { bizStep: string }[] } } };
      }>();
      expect(found.type).to.equal("EPCISQueryDocument");
      expect(found.epcisBody.queryResults.resultsBody.eventList.map(({ bizStep }) => bizStep)).to.deep.equal(["shipping", "receiving"]);
    });

    it("allow its author to declare the event to be in error", async () => {
      const event = observation({ eventID: EVENT_ID });
      const { commitment } = await claim(backend, event, token);
      const errorDeclaration = { declarationTime: "2026-05-01T00:00:00Z", reason: "did_not_occur" };
      const correction = await claim(backend, { ...event, errorDeclaration }, token);
      expect(correction.commitment).not.to.equal(commitment);
      const view = async (id: string) =>
        (await backend.request("GET", `/api/statements/${id}`)).json<{ declaresError: boolean; declaredInError: boolean }>();
      expect(await view(commitment)).to.include({ declaresError: false, declaredInError: true });
      expect(await view(correction.commitment)).to.include({ declaresError: true, declaredInError: false });
    });

    it("allow another to dispute it, which withdraws nothing, and lets its proof say who and since when", async () => {
      const event = observation();
      const { commitment } = await claim(backend, event, token);
      const packer = makeActor(backend, "packer");
      const declaration = { ...event, errorDeclaration: { declarationTime: "2026-05-01T00:00:00Z", reason: "incorrect_data" } };
      const dispute = await captureSigned(backend, declaration, "packer");
      expect(dispute.status).to.equal(201);
      const view = (await backend.request("GET", `/api/statements/${commitment}`)).json<StatementView>();
      expect(view).to.include({ declaredInError: false });
      expect(view.disputes.map(({ party }) => party.account)).to.deep.equal([packer]);
      expect(Date.parse(view.disputes[0]?.since ?? "")).to.be.greaterThan(0);
      const bundleOf = async (id: string) => eventBundle.parse((await backend.request("GET", `/api/statements/${id}/bundle`)).json());
      const { declarations = [] } = await bundleOf(commitment);
      expect(declarations.map(({ author }) => author.account)).to.deep.equal([packer]);
      expect((await bundleOf(declarations[0]?.commitment ?? "")).declarations, "nothing is declared against a declaration").to.equal(
        undefined,
      );
    });

    it("roll a whole document back in its job when one event takes an eventID", async () => {
      await post("/epcis/events", observation({ eventID: EVENT_ID }));
      const events = [observation({ bizStep: "packing" }), observation({ eventID: EVENT_ID, bizStep: "receiving" })];
      const job = await capture(backend, { body: documentOf(events), token });
      expect(job).to.include({ running: false, success: false, captureErrorBehaviour: "rollback" });
      expect(job.errors[0]).to.include({ code: "traceability.event-id-taken", status: 409 });
      expect(job.statements).to.deep.equal([]);
      expect(await backend.count("statements")).to.equal(1);
    });

    it("find two different events with one eventID in one document", async () => {
      const events = [observation({ eventID: EVENT_ID }), observation({ eventID: EVENT_ID, bizStep: "receiving" })];
      const job = await capture(backend, { body: documentOf(events), token, headers: { "GS1-Capture-Error-Behaviour": "proceed" } });
      expect(job.statements.map(({ index }) => index)).to.deep.equal([0]);
      expect(job.errors).to.have.length(1);
    });
  });

  describe("with bad events", () => {
    const bad = observation({ eventTime: "22-07-2026" });

    it("refuse the whole document at once (rollback), name the place, and store nothing", async () => {
      const answer = await post("/epcis/capture", documentOf([observation(), bad]));
      const { errors, type } = expectProblem(answer, 400, "traceability.invalid-document");
      expect(type).to.equal("epcisException:ValidationException");
      expect(errors?.map(({ pointer }) => pointer)).to.include("/epcisBody/eventList/1/eventTime");
      expect(await backend.count("statements")).to.equal(0);
      expect(await backend.count("capture_jobs")).to.equal(0);
    });

    it("keep the good ones and name the bad ones (proceed)", async () => {
      const job = await capture(backend, {
        body: documentOf([bad, observation()]),
        token,
        headers: { "GS1-Capture-Error-Behaviour": "proceed" },
      });
      expect(job).to.include({ success: false, captureErrorBehaviour: "proceed" });
      expect(job.statements.map(({ index }) => index)).to.deep.equal([1]);
      expect(job.errors[0]).to.include({ status: 400, code: "traceability.invalid-document" });
    });

    it("refuse a behaviour that the standard does not have", async () => {
      const answer = await post("/epcis/capture", documentOf([observation()]), { "GS1-Capture-Error-Behaviour": "hope" });
      expectProblem(answer, 400, "platform.bad-request");
    });

    it("refuse numbers that a double would change, with their place", async () => {
      const text = stringifyLossless(documentOf([observation()])).replace('"quantity":25', '"quantity":12345678901234567890');
      const answer = await backend.request("POST", "/epcis/capture", { text, token });
      const { errors } = expectProblem(answer, 400, "traceability.invalid-document");
      expect(errors).to.deep.equal([
        {
          pointer: "/epcisBody/eventList/0/quantityList/0/quantity",
          message: "has more digits than a double holds, so two readers could take it for different numbers; write it as text",
        },
      ]);
    });

    it("refuse an event that no bundle could be read with, with the place of what is wrong", async () => {
      const nest = (levels: number): JsonObject => (levels === 0 ? {} : { "ex:a": nest(levels - 1) });
      for (const [what, pointer] of [
        [nest(60), "/ex:a".repeat(49)],
        [{ "ex:a": JSON.parse('{"__proto__":{}}') as JsonObject }, "/ex:a/__proto__"],
      ] as const) {
        const event = { ...observation(what), "@context": [...CONTEXT, { ex: "https://ex.example/" }] };
        const { errors } = expectProblem(await post("/epcis/events", event), 400, "traceability.invalid-document");
        expect(errors?.map((error) => error.pointer)).to.deep.equal([pointer]);
      }
    });

    it("refuse a member that is there twice", async () => {
      const text = stringifyLossless(observation()).replace('"bizStep":"shipping"', '"bizStep":"shipping","bizStep":"receiving"');
      const { detail } = expectProblem(await backend.request("POST", "/epcis/events", { text, token }), 400, "platform.malformed-json");
      expect(detail).to.include("bizStep");
    });

    it("refuse one event of more than a megabyte, with its place, and take it in parts", async () => {
      const serials = (count: number) =>
        Array.from({ length: count }, (_, n) => `https://id.gs1.org/01/09506000134352/21/${"x".repeat(12)}${n}`);
      const answer = await post("/epcis/capture", documentOf([observation(), observation({ epcList: serials(20_000) })]));
      const { errors } = expectProblem(answer, 400, "traceability.invalid-document");
      expect(errors?.map(({ pointer }) => pointer)).to.deep.equal(["/epcisBody/eventList/1"]);
      expect(await backend.count("statements")).to.equal(0);
      expect((await capture(backend, { body: documentOf([observation({ epcList: serials(200) })]), token })).success).to.equal(true);
    });

    it("refuse one event of more fields than are hashed, with its place", async () => {
      const answer = await post("/epcis/capture", documentOf([observation(), observation({ "ex:list": Array(25_000).fill(0) })]));
      const { errors } = expectProblem(answer, 400, "traceability.invalid-document");
      expect(errors?.map(({ pointer }) => pointer)).to.deep.equal(["/epcisBody/eventList/1"]);
      expect(errors?.[0]?.message).to.match(/^has \d+ fields, and 25000 at most/);
    });

    it("refuse a context that every event would have to be kept with", async () => {
      const terms = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`ex${n}`, `https://example.com/${n}/`]));
      const body = { ...documentOf([observation()]), "@context": [...CONTEXT, terms] };
      const { errors } = expectProblem(await post("/epcis/capture", body), 400, "traceability.invalid-document");
      expect(errors).to.deep.equal([{ pointer: "/@context", message: "is longer than 65536 characters" }]);
    });

    it("count all that is wrong, and look up the places of no more than are shown", async () => {
      const event = parseLosslessObject(stringifyLossless(observation({ "ex:list": Array(500).fill("x") })).replaceAll('"x"', "1e999"));
      const placesAsked: string[] = [];
      const placeOf = (pointer: string) => `place ${placesAsked.push(pointer)}`;
      const author = { kind: "claimed", account: accountOf("farm").address } as const;
      const captured = { index: 0, path: "", pointer: "", event, eventJson: stringifyLossless(event), author };
      const { problems } = await checkEvents({ document: event, placeOf, isSigned: false, events: () => [captured] });
      expect(problems.get(0)?.errors).to.have.length(50);
      expect(problems.get(0)?.detail).to.include("and 499 more");
      expect(placesAsked).to.have.length(50);
    });

    it("refuse more events than the limit that OPTIONS tells", async () => {
      const limit = Number((await backend.request("OPTIONS", "/epcis/capture")).headers.get("gs1-epcis-capture-limit"));
      const events = Array.from({ length: limit + 1 }, () => observation());
      const answer = await post("/epcis/capture", documentOf(events));
      expectProblem(answer, 413, "traceability.too-many-events");
      expect(answer.headers.get("gs1-epcis-capture-limit")).to.equal("500");
    });
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

  it("that are too large are refused with the limits that OPTIONS names", async () => {
    const limits = (await backend.request("OPTIONS", "/epcis/capture")).headers;
    const large = { ...documentOf([observation()]), instanceIdentifier: "x".repeat(5_000_000) };
    for (const body of [large, documentOf(Array.from({ length: 501 }, () => observation()))]) {
      const answer = await post("/epcis/capture", body);
      expect(answer.status).to.equal(413);
      expect(answer.json<{ type: string }>().type).to.equal("epcisException:CaptureLimitExceededException");
      for (const name of ["gs1-epcis-capture-limit", "gs1-epcis-capture-file-size-limit"])
        expect(answer.headers.get(name), name).to.equal(limits.get(name));
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
