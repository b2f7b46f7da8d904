import { expect } from "chai";
import { decodeProtectedHeader } from "jose";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run as rotateDocumentsKey } from "../../src/cli/rotate-documents-key.ts";
import { run as rotatePersonalKey } from "../../src/cli/rotate-personal-key.ts";
import { run as rotateSessionKeys } from "../../src/cli/rotate-session-keys.ts";
import { readServerKeys, type ServerKeys } from "../../src/config/keys.ts";
import { Secret } from "../../src/config/secret.ts";
import { createChainSeam } from "../../src/modules/chain/create-chain.ts";
import { unwrapKey } from "../../src/modules/documents/upload/seal.ts";
import { findHost } from "../../src/modules/exchange/events/host.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";
import { CERTIFICATE, keptDocument, keyOf } from "../support/documents.ts";
import { accountOf, register, registrationOf, tokenOf } from "../support/organisations.ts";
import { wholeSession } from "../support/second-factor.ts";
import { signInAs } from "../support/sessions.ts";
import { keepQuery, subscribe } from "../support/subscribing.ts";
import { waitFor } from "../support/wait-for.ts";

const key = (byte: string) => `0x${byte.repeat(32)}`;
const HOST = { url: "https://host.example", clientId: "us", clientSecret: "host secret" };

describe("a running server takes over", () => {
  let backend: TestBackend;
  let path: string;
  let token: string;
  before(async () => {
    path = join(mkdtempSync(join(tmpdir(), "documents-key-")), "key");
    writeFileSync(path, `${key("a1")}\n`);
    backend = await startTestBackend({ DOCUMENTS_KEY_FILE: path });
    await register(backend, "farm");
    token = await tokenOf(backend, accountOf("farm").address);
  });
  after(() => backend.stop());

  const command = async (run: typeof rotateSessionKeys, env: NodeJS.ProcessEnv = {}): Promise<string> => {
    let said = "";
    const stream = { write: (text: string) => (said += text) };
    const given = { DATABASE_URL: backend.app.config.databaseUrl.reveal(), WAYBILL_HOME: backend.app.config.home, ...env };
    expect(await run([], { stdout: stream, stderr: stream, env: given }), said).to.equal(0);
    return said;
  };
  const keysInUse = () => backend.app.config.documents.key.reveal();
  const keysInFile = (): ServerKeys => readServerKeys("file", path, (name) => readFileSync(name, "utf8"));
  const untilTaken = () => waitFor("the new key", async () => (keysInUse()[0] === keysInFile()[0] ? true : undefined));

  it("another key of sessions: who is signed in stays so, and who signs in then has a token of the new key", async () => {
    const { accessToken } = await signInAs(backend, "farm");
    const said = await command(rotateSessionKeys);
    const later = (await signInAs(backend, "farm")).accessToken;
    expect(said).to.include(decodeProtectedHeader(later).kid).and.not.include(decodeProtectedHeader(accessToken).kid);
    for (const each of [accessToken, later]) expect((await backend.request("GET", "/api/sessions", { token: each })).status).to.equal(200);
  });

  it("another key that wraps the keys of people: their fields open as before", async () => {
    const owner = (await signInAs(backend, "farm")).accessToken;
    const post = (to: string, body: object, by?: string) =>
      backend.request("POST", to, { body, ...(by === undefined ? {} : { token: by }) });
    const { token: invitation } = (await post("/api/invitations", {}, owner)).json<{ token: string }>();
    const ann = { email: "ann@farm.example", password: "correct horse battery staple" };
    expect((await post("/api/people", { invitation, ...ann })).status).to.equal(201);
    await command(rotatePersonalKey);
    const signedIn = await post("/api/sessions/password", ann);
    expect(signedIn.status).to.equal(201);
    const mine = await backend.request("GET", "/api/me/export", { token: (await wholeSession(backend, signedIn)).accessToken });
    expect(mine.text).to.include(ann.email);
  });

  it("another key of documents: what lay under the one before is encrypted anew, and opens all the while", async () => {
    const first = keysInUse()[0];
    const { cid } = await keptDocument(backend, CERTIFICATE, { token, visibility: "private" });
    const opened = (await keyOf(backend, cid, "farm")).key;
    const partner = (await backend.request("POST", "/api/exchange/partners", { token, body: { name: "Retail", host: HOST } })).json<{
      id: string;
    }>();
    await keepQuery(backend, token);
    const subscription = await subscribe(backend, token, { dest: "http://127.0.0.1:9/", stream: true, signatureToken: "webhook secret" });
    const repeated = { body: await registrationOf("mill"), headers: { "Idempotency-Key": "across-rotations" } };
    const once = await backend.request("POST", "/api/organisations", repeated);
    expect(once.status).to.equal(202);

    const said = await command(rotateDocumentsKey, { DOCUMENTS_KEY_FILE: path });
    expect(said).to.include("3 secrets").and.not.include("0x");
    expect(keysInFile()).to.have.length(2).and.include(first);
    expect((await keyOf(backend, cid, "farm")).key).to.equal(opened);
    await untilTaken();
    const again = await backend.request("POST", "/api/organisations", repeated);
    expect(again.headers.get("idempotency-replayed")).to.equal("true");
    expect(again.text).to.equal(once.text);

    const refused: string[] = [];
    const env = { DATABASE_URL: backend.app.config.databaseUrl.reveal(), DOCUMENTS_KEY_FILE: path };
    const second = () =>
      rotateDocumentsKey([], { stdout: { write: () => undefined }, stderr: { write: (text) => refused.push(text) }, env });
    expect((await Promise.all([second(), second()])).sort()).to.deep.equal([0, 1]);
    expect(refused).to.deep.equal(["Another rotation is under way.\n"]);
    expect(keysInFile()).to.have.length(2).and.not.include(first);
    await untilTaken();
    expect((await keyOf(backend, cid, "farm")).key).to.equal(opened);
    expect((await findHost(backend.app, partner.id))?.clientSecret).to.equal(HOST.clientSecret);
    const { rows } = await backend.app.db.pool.query<{ wrapped: Buffer }>("SELECT wrapped_key AS wrapped FROM documents");
    const under = (one: ServerKeys[0]) => () => unwrapKey(Secret.of([one]), cid, rows[0]?.wrapped ?? Buffer.alloc(0));
    expect(under(keysInUse()[0])().toString("base64url")).to.equal(opened);
    expect(under(first)).to.throw();
    const replaced = await backend.request("PUT", `/api/subscriptions/${subscription}/signature-token`, {
      token,
      body: { signatureToken: "next" },
    });
    expect(replaced.status).to.equal(204);
  });

  it("another secret at a partner's system: the next call signs in with it", async () => {
    const made = await backend.request("POST", "/api/exchange/partners", { token, body: { name: "Caterer", host: HOST } });
    const { id } = made.json<{ id: string }>();
    const host = { ...HOST, clientSecret: "another host secret" };
    expect((await backend.request("PUT", `/api/exchange/partners/${id}/host`, { token, body: host })).status).to.equal(200);
    expect((await findHost(backend.app, id))?.clientSecret).to.equal(host.clientSecret);
  });

  it("nothing from a file that is damaged: what it held before counts, the server says so, and takes over what comes next", async () => {
    const [present] = keysInUse();
    const secretsAre = async () =>
      (await backend.request("GET", "/readyz")).json<{ checks: { secrets: { state: string } } }>().checks.secrets;
    writeFileSync(path, "0xdamaged\n");
    await waitFor("the complaint", async () => ((await secretsAre()).state === "degraded" ? true : undefined));
    expect(JSON.stringify(await secretsAre()))
      .to.include("The log says which")
      .and.not.include(path);
    expect(keysInUse()[0]).to.equal(present);
    expect((await keptDocument(backend, Buffer.from("still here"), { token, visibility: "private" })).cid).to.be.a("string");
    writeFileSync(path, `${key("b2")}\n${present}\n`);
    await waitFor("the end of it", async () => ((await secretsAre()).state === "ok" ? true : undefined));
    await untilTaken();
  });
});

describe("a running server with a relayer takes over", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  const path = join(mkdtempSync(join(tmpdir(), "relayer-key-")), "key");
  before(async function () {
    this.timeout(120_000);
    world = await startChainWorld();
    writeFileSync(path, KEYS.relayer);
    backend = await startChainBackend(world, { RELAYER_KEY: "", RELAYER_KEY_FILE: path });
  });
  after(async () => {
    await backend?.stop();
    await world?.stop();
  });

  const enqueue = (number: number) =>
    inTransaction(backend.app, (ctx) =>
      createChainSeam(backend.app).relay.call(ctx, { businessKey: `anchor:${number}`, functionName: "anchor", args: [word(number)] }),
    );
  const senderOf = (number: number) =>
    waitFor(`anchor ${number}`, async () => {
      const { rows } = await backend.app.db.pool.query<{ sender: string }>(
        "SELECT sender FROM transactions WHERE business_key = $1 AND state IN ('included', 'final')",
        [`anchor:${number}`],
      );
      return rows[0]?.sender;
    });
  const relayer = async () => (await backend.get<{ relayer: { address: string } }>("/api/chain")).body.relayer.address;

  it("another key of its relayer: what waits and what comes goes out with it, each once", async () => {
    const [before, after] = [world.caller.addressOf(KEYS.relayer), world.caller.addressOf(KEYS.alice)];
    await enqueue(1);
    expect(await senderOf(1)).to.equal(before);
    writeFileSync(path, KEYS.alice);
    await enqueue(2);
    expect(await senderOf(2)).to.be.oneOf([before, after]);
    await waitFor("the new relayer", async () => ((await relayer()) === after ? true : undefined));
    await enqueue(3);
    expect(await senderOf(3)).to.equal(after);
    const { rows } = await backend.app.db.pool.query("SELECT count(*)::int AS count FROM transactions WHERE state = 'failed'");
    expect(rows).to.deep.equal([{ count: 0 }]);
  }).timeout(60_000);
});
