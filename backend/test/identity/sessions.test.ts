import { checkAccountSignature } from "@waybill/protocol/verify/account-signature";
import type { ChainReader } from "@waybill/protocol/verify/chain-reader";
import { expect } from "chai";
import type { VerifySignature } from "../../src/platform/signatures.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { makeActor, observation } from "../support/events.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { answerChallenge, challengeOf, signIn } from "../support/sessions.ts";

describe("signing in with a wallet", () => {
  let backend: TestBackend;
  let now = new Date("2026-06-01T10:00:00Z");
  before(async () => {
    // No account of this test is a wallet contract, and there is no node to ask.
    const noContract = { isValidContractSignature: async () => false } as unknown as ChainReader;
    const verifySignature: VerifySignature = (given) => checkAccountSignature(noContract, given);
    backend = await startTestBackend({}, { clock: { now: () => now }, verifySignature });
    await register(backend, "farm");
  });
  after(() => backend.stop());

  const read = (token: string) => backend.request("GET", "/api/reports", { token });

  it("opens a session for the account that signs, for eight hours", async () => {
    const token = await signIn(backend, "farm");
    expect((await read(token)).status).to.equal(200);
    now = new Date(now.getTime() + 8 * 3_600_000 + 1);
    expect((await read(token)).status).to.equal(401);
  });

  it("takes a challenge once, even when it was signed wrongly", async () => {
    const first = await challengeOf(backend, "farm");
    expect((await answerChallenge(backend, first, "farm")).status).to.equal(201);
    expectProblem(await answerChallenge(backend, first, "farm"), 403, "identity.challenge-used");
    const second = await challengeOf(backend, "farm");
    expectProblem(await answerChallenge(backend, second, "thief"), 403, "identity.wrong-sign-in");
    expectProblem(await answerChallenge(backend, second, "farm"), 403, "identity.challenge-used");
  });

  it("refuses a challenge that is too old, unknown, or another account's", async () => {
    const old = await challengeOf(backend, "farm");
    now = new Date(now.getTime() + 301_000);
    expectProblem(await answerChallenge(backend, old, "farm"), 403, "identity.challenge-used");
    const unknown = { ...old, nonce: `0x${"ab".repeat(32)}` as typeof old.nonce };
    expectProblem(await answerChallenge(backend, unknown, "farm"), 403, "identity.challenge-used");
    const theirs = await challengeOf(backend, "farm");
    const asThief = { ...theirs, account: accountOf("thief").address as typeof theirs.account };
    expectProblem(await answerChallenge(backend, asThief, "thief"), 403, "identity.challenge-used");
  });

  it("gives one of two that come at once a session", async () => {
    const challenge = await challengeOf(backend, "farm");
    const answers = await Promise.all([1, 2, 3].map(() => answerChallenge(backend, challenge, "farm")));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 403, 403]);
  });

  it("keeps no token that could be read from the database, and ends at once on signing out", async () => {
    const token = await signIn(backend, "farm");
    const { rows } = await backend.app.db.pool.query<{ row: string }>("SELECT t::text AS row FROM api_tokens t");
    expect(rows.map(({ row }) => row).join(" ")).not.to.include(token.split("_")[2]);
    expect((await backend.request("DELETE", "/api/sessions", { token })).status).to.equal(204);
    expect((await read(token)).status).to.equal(401);
  });

  it("lets nobody in who is not registered, and ends a session with the registration", async () => {
    expectProblem(await answerChallenge(backend, await challengeOf(backend, "nobody"), "nobody"), 403, "identity.not-registered");
    const token = await signIn(backend, "farm");
    makeActor(backend, "farm", 1, now);
    expectProblem(await answerChallenge(backend, await challengeOf(backend, "farm"), "farm"), 403, "identity.not-registered");
    expect((await read(token)).status).to.equal(401);
    makeActor(backend, "farm");
    expect((await read(token)).status).to.equal(200);
  });

  it("leaves its token in no answer that is kept for an Idempotency-Key", async () => {
    const challenge = await challengeOf(backend, "farm");
    const headers = { "Idempotency-Key": "sign-in" };
    const first = await answerChallenge(backend, challenge, "farm", headers);
    expect(first.status, first.text).to.equal(201);
    const { token } = first.json<{ token: string }>();
    const { rows } = await backend.app.db.pool.query<{ row: string }>("SELECT k::text AS row FROM idempotency_keys k");
    expect(rows).to.have.length(1);
    expect(rows[0]?.row).not.to.include(token.split("_")[2]);
    expectProblem(await answerChallenge(backend, challenge, "farm", headers), 403, "identity.challenge-used");
  });

  it("lets a session state nothing about goods, and a token for that read no reports", async () => {
    const session = await signIn(backend, "farm");
    const before = await backend.count("statements");
    expectProblem(await backend.request("POST", "/epcis/events", { token: session, body: observation() }), 403, "platform.forbidden");
    expect(await backend.count("statements")).to.equal(before);
    expectProblem(await read(await tokenOf(backend, accountOf("farm").address)), 403, "platform.forbidden");
  });
});
