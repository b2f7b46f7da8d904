import { expect } from "chai";
import { parseLosslessObject, stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { checkEvents } from "../../src/modules/traceability/capture/check-events.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { capture, CONTEXT, documentOf, makeActor, observation } from "../support/events.ts";
import { accountOf, tokenOf } from "../support/organisations.ts";
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
});
