import type { AccessGrant } from "@waybill/protocol/schemas/api/identity";
import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { makeActor, observation } from "../support/events.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";
import { challengeOf, keysAlone, messageOf, sendSignIn, signIn } from "../support/sessions.ts";

describe("signing in with a wallet", () => {
  let backend: TestBackend;
  let now = new Date("2026-06-01T10:00:00Z");
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now }, verifySignature: keysAlone });
    await register(backend, "farm");
  });
  after(() => backend.stop());

  const read = (token: string) => backend.request("GET", "/api/reports", { token });

  const open = async (change: (message: string) => string = (message) => message, by = "farm", name = "farm") =>
    sendSignIn(backend, change(messageOf(backend, await challengeOf(backend), name)), by);

  it("takes a challenge once, even when it was signed wrongly", async () => {
    const first = messageOf(backend, await challengeOf(backend), "farm");
    expect((await sendSignIn(backend, first, "farm")).status).to.equal(201);
    expectProblem(await sendSignIn(backend, first, "farm"), 403, "identity.challenge-used");
    const second = messageOf(backend, await challengeOf(backend), "farm");
    expectProblem(await sendSignIn(backend, second, "thief"), 403, "identity.wrong-sign-in");
    expectProblem(await sendSignIn(backend, second, "farm"), 403, "identity.challenge-used");
  });

  it("gives one of many that come at once with the same nonce a session", async () => {
    const message = messageOf(backend, await challengeOf(backend), "farm");
    const answers = await Promise.all(Array.from({ length: 8 }, () => sendSignIn(backend, message, "farm")));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, ...Array<number>(7).fill(403)]);
  });

  it("refuses a nonce that is unknown or too old", async () => {
    const old = await challengeOf(backend);
    const unknown = { ...old, nonce: "ab".repeat(16) };
    expectProblem(await sendSignIn(backend, messageOf(backend, unknown, "farm"), "farm"), 403, "identity.challenge-used");
    now = new Date(now.getTime() + 301_000);
    // A message of our own making may claim any time; the nonce's is the server's.
    const { issuedAt, expiresAt } = await challengeOf(backend);
    const renewed = messageOf(backend, { nonce: old.nonce, issuedAt, expiresAt }, "farm");
    expectProblem(await sendSignIn(backend, renewed, "farm"), 403, "identity.challenge-used");
  });

  it("refuses a message for another place or another time, and leaves its nonce good", async () => {
    const host = backend.url.replace("http://", "");
    const later = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
    const changes: ((message: string) => string)[] = [
      (text) => text.replaceAll(backend.url, "https://evil.example").replaceAll(host, "evil.example"),
      (text) => text.replace(`URI: ${backend.url}`, "URI: https://evil.example"),
      (text) => text.replace(host, "evil.example"),
      (text) => text.replace(host, `https://${host}`),
      (text) => text.replace(`URI: ${backend.url}`, `URI: http://${host}@evil.example`),
      (text) => text.replace("Chain ID: 31337", "Chain ID: 1"),
      (text) => text.replace(/Issued At: .*/, `Issued At: ${later(61_000)}`),
      (text) => text.replace(/Issued At: .*/, `Issued At: ${later(-301_000)}`),
      (text) => text.replace(/Expiration Time: .*/, `Expiration Time: ${later(0)}`),
      (text) => `${text}\nNot Before: ${later(61_000)}`,
    ];
    const challenge = await challengeOf(backend);
    const message = messageOf(backend, challenge, "farm");
    for (const change of changes) {
      expect(change(message)).not.to.equal(message);
      expectProblem(await sendSignIn(backend, change(message), "farm"), 403, "identity.foreign-sign-in");
    }
    expect((await sendSignIn(backend, message, "farm")).status).to.equal(201);
  });

  it("believes the configuration about its own pages, and no header", async () => {
    const message = messageOf(backend, await challengeOf(backend), "farm").replaceAll("http://127.0.0.1", "https://evil.example");
    const forged = message.replace(/^127\.0\.0\.1/, "evil.example");
    const host = new URL(/^URI: (.*)$/m.exec(forged)?.[1] ?? "").host;
    expectProblem(await sendSignIn(backend, forged, "farm", { "X-Forwarded-Host": host }), 403, "identity.foreign-sign-in");
    expectProblem(await sendSignIn(backend, message, "farm", { Origin: `https://${host}` }), 403, "platform.cross-site");
  });

  it("points at what is no message of EIP-4361", async () => {
    for (const change of [(text: string) => text.replace("Version: 1", "Version: 2"), (text: string) => `${text}\n`, () => "", () => "x"]) {
      const answer = await open(change);
      expectProblem(answer, 400, "identity.malformed-sign-in");
      expect(answer.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer).to.equal("/message");
    }
  });

  it("lets in who is not registered, who acts for no organisation until it is", async () => {
    const stranger = await signIn(backend, "stranger");
    expectProblem(await read(stranger), 403, "platform.forbidden");
    await register(backend, "stranger");
    expect((await read(stranger)).status).to.equal(200);
    makeActor(backend, "stranger", 1, now);
    expectProblem(await read(stranger), 403, "platform.forbidden");
  });

  it("leaves its token in no answer that is kept for an Idempotency-Key", async () => {
    const message = messageOf(backend, await challengeOf(backend), "farm");
    const headers = { "Idempotency-Key": "sign-in" };
    const first = await sendSignIn(backend, message, "farm", headers);
    expect(first.status, first.text).to.equal(201);
    const { accessToken } = first.json<AccessGrant>();
    const { rows } = await backend.app.db.pool.query<{ row: string }>("SELECT k::text AS row FROM idempotency_keys k");
    expect(rows).to.have.length(1);
    expect(rows[0]?.row).not.to.include(accessToken.slice(-43)).and.not.include("waybill-refresh");
    expectProblem(await sendSignIn(backend, message, "farm", headers), 403, "identity.challenge-used");
  });

  it("lets a session state nothing about goods, and a token for that read no reports", async () => {
    const session = await signIn(backend, "farm");
    const before = await backend.count("statements");
    expectProblem(await backend.request("POST", "/epcis/events", { token: session, body: observation() }), 403, "platform.forbidden");
    expect(await backend.count("statements")).to.equal(before);
    expectProblem(await read(await tokenOf(backend, accountOf("farm").address)), 403, "platform.forbidden");
  });
});
