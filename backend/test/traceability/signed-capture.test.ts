import { expect } from "chai";
import { stringifyLossless } from "@waybill/protocol/hashing/lossless-json";
import { checkAccountSignature } from "@waybill/protocol/verify/account-signature";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { captureJob, SIGNED_CAPTURE_TYPE } from "@waybill/protocol/schemas/api/traceability";
import type { ChainReader } from "@waybill/protocol/verify/chain-reader";
import { verify } from "@waybill/protocol/verify/verify-event";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import {
  bulkSignatures,
  capture,
  captureSigned,
  documentOf,
  makeActor,
  observation,
  signatureOver,
  signedCaptureText,
} from "../support/events.ts";
import { accountOf, CHAIN, saltOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const SIGNED = { type: SIGNED_CAPTURE_TYPE };
/** A key's signature is checked without any node. */
const NO_CHAIN = {} as ChainReader;

describe("signed captures", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend();
  });
  after(() => backend.stop());
  beforeEach(async () => {
    await backend.clear();
    makeActor(backend, "farm");
    makeActor(backend, "packer", ROLE.processor);
  });

  it("keep each event as a statement of the account that signed it", async () => {
    const events = [observation(), observation({ bizStep: "receiving" })];
    const job = captureJob.parse(await capture(backend, { ...SIGNED, text: await signedCaptureText(events, "farm") }));
    expect(job.success).to.equal(true);
    expect(job.statements.map(({ index, duplicate }) => [index, duplicate])).to.deep.equal([
      [0, false],
      [1, false],
    ]);
    const expected = await signatureOver(events[0] ?? {}, "farm", "farm 0");
    expect(job.statements[0]?.commitment).to.equal(expected.commitment);
    const { rows } = await backend.app.db.pool.query("SELECT kind, account, signature, salt FROM statements WHERE commitment = $1", [
      expected.commitment,
    ]);
    expect(rows).to.deep.equal([
      { kind: "signed", account: accountOf("farm").address, signature: expected.signature, salt: saltOf("farm 0") },
    ]);
  });

  it("answer one event with 201 and its address", async () => {
    const answer = await captureSigned(backend, observation(), "farm");
    expect(answer.status).to.equal(201);
    const { eventId } = answer.json<{ eventId: string }>();
    expect(decodeURIComponent(answer.headers.get("location") ?? "")).to.equal(`/epcis/events/${eventId}`);
    expect((await backend.request("GET", answer.headers.get("location") ?? "")).status).to.equal(200);
  });

  it("give the same statement when the same author states the same again, whatever the new salt", async () => {
    const first = (await captureSigned(backend, observation(), "farm", "one")).json<{ commitment: string }>();
    const second = (await captureSigned(backend, observation(), "farm", "two")).json<{ commitment: string; duplicate: boolean }>();
    expect(second).to.include({ commitment: first.commitment, duplicate: true });
    expect(await backend.count("statements")).to.equal(1);
    expect(await backend.count("statement_subjects")).to.equal(1);
  });

  it("keep two statements when two authors report the same event", async () => {
    const first = (await captureSigned(backend, observation(), "farm")).json<{ eventId: string; commitment: string }>();
    const second = (await captureSigned(backend, observation(), "packer")).json<{ eventId: string; commitment: string }>();
    expect(second.eventId).to.equal(first.eventId);
    expect(second.commitment).to.not.equal(first.commitment);
  });

  it("take one signature for many events, and prove each of them alone", async () => {
    const events = [observation(), observation({ bizStep: "receiving" }), observation({ bizStep: "packing" })];
    const text = stringifyLossless({ document: documentOf(events), signatures: await bulkSignatures(events, "farm") });
    const job = await capture(backend, { ...SIGNED, text });
    expect(job.success).to.equal(true);
    for (const { commitment } of job.statements) {
      const bundle = (await backend.request("GET", `/api/statements/${commitment}/bundle`)).text;
      const verdict = await verify(bundle, NO_CHAIN, { trusted: CHAIN });
      expect(verdict.steps.find(({ id }) => id === "signature")).to.include({ status: "passed" });
    }
  });

  it("take an event that was signed with others on its own, too", async () => {
    const events = [observation(), observation({ bizStep: "receiving" })];
    const [, signature] = await bulkSignatures(events, "farm");
    const answer = await backend.request("POST", "/epcis/events", { ...SIGNED, text: stringifyLossless({ event: events[1], signature }) });
    expect(answer.status).to.equal(201);
  });

  describe("are refused, with nothing stored,", () => {
    /** Its node answers that no account has a contract. */
    let knowing: TestBackend;
    before(async () => {
      knowing = await startTestBackend({}, { verifySignature: refuseContracts });
      makeActor(knowing, "farm");
    });
    after(() => knowing.stop());
    afterEach(async () => {
      for (const one of [backend, knowing])
        for (const table of ["statements", "capture_jobs", "outbox"] as const) expect(await one.count(table), table).to.equal(0);
    });

    it("when a signature is of another account", async () => {
      const signature = { ...(await signatureOver(observation(), "packer")), account: accountOf("farm").address };
      const answer = await backend.request("POST", "/epcis/events", { ...SIGNED, body: { event: observation(), signature } });
      // The key does not fit; whether a contract wallet of that account accepts it is not known while the node is away.
      expectProblem(answer, 503, "platform.unavailable");
      expect(answer.headers.get("retry-after")).to.equal("5");
    });

    for (const [what, change] of [
      ["the salt is another one", { salt: saltOf("other") }],
      ["a byte of the signature is changed", { signature: undefined }],
    ] as const) {
      it(`when ${what}, and no contract accepts it`, async () => {
        const signed = await signatureOver(observation(), "farm");
        const broken = signed.signature.replace(/^0x../, (start) => (start === "0x00" ? "0x01" : "0x00")) as `0x${string}`;
        const signature = { ...signed, ...("salt" in change ? change : { signature: broken }) };
        const answer = await knowing.request("POST", "/epcis/events", { ...SIGNED, body: { event: observation(), signature } });
        const { errors } = expectProblem(answer, 403, "traceability.wrong-signature");
        expect(errors?.[0]?.pointer).to.equal("/signature");
      });
    }

    it("when the signatures of two events are swapped", async () => {
      const events = [observation(), observation({ bizStep: "receiving" })];
      const signatures = [await signatureOver(events[1] ?? {}, "farm"), await signatureOver(events[0] ?? {}, "farm")];
      const text = stringifyLossless({ document: documentOf(events), signatures });
      const { errors } = expectProblem(
        await knowing.request("POST", "/epcis/capture", { ...SIGNED, text }),
        403,
        "traceability.wrong-signature",
      );
      expect(errors?.map(({ pointer }) => pointer)).to.deep.equal(["/signatures/0/signature", "/signatures/1/signature"]);
    });

    it("when an event stands in another's place among those signed together, and no contract accepts it", async () => {
      const events = [observation(), observation({ bizStep: "receiving" })];
      const [first, second] = await bulkSignatures(events, "farm");
      const swapped = [
        { ...first, bulk: second?.bulk },
        { ...second, bulk: first?.bulk },
      ];
      const outOfTree = [first, { ...second, bulk: { index: 2, path: second?.bulk.path } }];
      for (const signatures of [swapped, outOfTree]) {
        const text = stringifyLossless({ document: documentOf(events), signatures });
        expectProblem(await knowing.request("POST", "/epcis/capture", { ...SIGNED, text }), 403, "traceability.wrong-signature");
      }
    });

    it("when there are fewer signatures than events", async () => {
      const events = [observation(), observation({ bizStep: "receiving" })];
      const text = stringifyLossless({ document: documentOf(events), signatures: [await signatureOver(events[0] ?? {}, "farm")] });
      expectProblem(await backend.request("POST", "/epcis/capture", { ...SIGNED, text }), 400, "traceability.signature-count");
    });

    it("when the account is not registered on chain", async () => {
      const { detail } = expectProblem(await captureSigned(backend, observation(), "stranger"), 403, "traceability.not-an-actor");
      expect(detail).to.include("is not registered on chain");
    });

    it("when the account has been revoked", async () => {
      makeActor(backend, "leaver", ROLE.producer, new Date());
      const { detail } = expectProblem(await captureSigned(backend, observation(), "leaver"), 403, "traceability.not-an-actor");
      expect(detail).to.include("has been revoked");
    });

    it("for a while only, when the account may be on chain and the chain was not read up to now", async () => {
      makeActor(backend, "gone", ROLE.producer, new Date());
      backend.chain.isUpToDate = false;
      try {
        const before = await backend.count("statements");
        const answer = await captureSigned(backend, observation(), "newcomer");
        expect(expectProblem(answer, 503, "platform.chain-not-read")).to.include({ retryable: true });
        expect(answer.headers.get("retry-after")).to.equal("5");
        expect(await backend.count("statements")).to.equal(before);
        expectProblem(await captureSigned(backend, observation(), "gone"), 403, "traceability.not-an-actor");
      } finally {
        backend.chain.isUpToDate = true;
      }
    });

    it("when the account is registered for other work than supply", async () => {
      makeActor(backend, "auditor", ROLE.verifier);
      expectProblem(await captureSigned(backend, observation(), "auditor"), 403, "traceability.not-an-actor");
    });

    it("when the envelope is not one", async () => {
      const answer = await backend.request("POST", "/epcis/capture", {
        ...SIGNED,
        body: { document: documentOf([observation()]), signatures: [] },
      });
      const { errors } = expectProblem(answer, 400, "traceability.invalid-document");
      expect(errors?.[0]?.pointer).to.equal("/signatures");
    });
  });
});

/** The protocol's rule with a node that knows no contracts. */
async function refuseContracts(parameters: Parameters<typeof checkAccountSignature>[1]) {
  return checkAccountSignature(
    { isValidContractSignature: async () => false } as unknown as Parameters<typeof checkAccountSignature>[0],
    parameters,
  );
}
