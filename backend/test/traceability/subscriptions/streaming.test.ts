import { expect } from "chai";
import { request } from "node:http";
import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import { validateEpcis } from "@waybill/protocol/schemas/epcis/validate-epcis";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { capture, documentOf, makeActor, observation } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { gets, openStream } from "../../support/stream-reader.ts";
import { signIn } from "../../support/sessions.ts";
import { allSettled, keepQuery, QUERY, ship } from "../../support/subscribing.ts";
import { waitFor } from "../../support/wait-for.ts";

const EVENTS = `/epcis/queries/${encodeURIComponent(QUERY)}/events`;

describe("a WebSocket on a named query", () => {
  const present = () => new Date();
  let now = present;
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => now() } });
  });
  after(() => backend.stop());
  beforeEach(async () => {
    now = present;
    await backend.clear();
    token = await tokenOf(backend, makeActor(backend, "farm"));
    await keepQuery(backend, token);
  });

  it("gives each matching event once, as a document of the standard, as soon as it is stored", async () => {
    await ship(backend, token, "before");
    await allSettled(backend);
    const reader = await openStream(backend, `${EVENTS}?stream=true`, { token });
    await ship(backend, token, "a", "b");
    await capture(backend, { body: documentOf([observation({ bizStep: "packing" })]), token });
    await ship(backend, token, "c");
    await gets(reader, "c");
    expect(reader.shipments()).to.deep.equal(["a", "b", "c"]);
    for (const text of reader.texts) expect(validateEpcis(parseLosslessObject(text))).to.deep.equal([]);
    reader.socket.close();
  });

  it("is taken up again by the id of the last document: nothing is missed and nothing comes twice", async () => {
    const first = await openStream(backend, `${EVENTS}?stream=true`, { token });
    await ship(backend, token, "a");
    await ship(backend, token, "b");
    await gets(first, "b");
    first.socket.terminate();
    await ship(backend, token, "c");
    const seen = first.documents().at(-1)?.id ?? "";
    const second = await openStream(backend, `${EVENTS}?stream=true&after=${encodeURIComponent(seen)}`, { token });
    await ship(backend, token, "d");
    await gets(second, "d");
    expect([...first.shipments(), ...second.shipments()]).to.deep.equal(["a", "b", "c", "d"]);
    second.socket.close();
  });

  it("says with its answer from when on events come", async () => {
    const answered = async (query: string) => {
      const { socket, opened } = await openStream(backend, `${EVENTS}?stream=true${query}`, { token });
      socket.terminate();
      return opened["gs1-query-min-record-time"];
    };
    now = () => new Date("2026-07-01T00:00:00Z");
    expect(await answered("")).to.equal("2026-07-01T00:00:00.000Z");
    expect(await answered("&initialRecordTime=2026-01-01T00:00:00Z")).to.equal("2026-01-01T00:00:00.000Z");
    const first = await openStream(backend, `${EVENTS}?stream=true`, { token });
    await ship(backend, token, "a");
    await gets(first, "a");
    first.socket.terminate();
    now = () => new Date("2026-07-02T00:00:00Z");
    expect(await answered(`&after=${encodeURIComponent(first.documents().at(-1)?.id ?? "")}`)).to.equal("2026-07-01T00:00:00.000Z");
  });

  it("begins with what was recorded since initialRecordTime, in as many documents as it takes", async () => {
    const names = Array.from({ length: 150 }, (_, index) => String(index));
    await ship(backend, token, ...names);
    const reader = await openStream(backend, `${EVENTS}?stream=true&initialRecordTime=2026-01-01T00:00:00Z`, { token });
    await gets(reader, "149");
    expect(reader.shipments()).to.deep.equal(names);
    expect(reader.texts).to.have.length(2);
    reader.socket.close();
  });

  it("with a schedule reports at its times, and without events only if asked to", async () => {
    now = () => new Date("2026-07-01T00:59:00Z");
    const loud = await openStream(backend, `${EVENTS}?hour=*&reportIfEmpty=true`, { token });
    const quiet = await openStream(backend, `${EVENTS}?hour=*`, { token });
    now = () => new Date("2026-07-01T01:00:00Z");
    await waitFor("an empty report", () => (loud.texts.length > 0 ? true : undefined));
    await ship(backend, token, "a");
    now = () => new Date("2026-07-01T02:00:00Z");
    await gets(loud, "a");
    await gets(quiet, "a");
    expect([loud.texts.length, quiet.texts.length]).to.deep.equal([2, 1]);
    loud.socket.close();
    quiet.socket.close();
  });

  it("takes a token from browsers as a subprotocol, and never says it back", async () => {
    const reader = await openStream(backend, `${EVENTS}?stream=true`, { protocols: ["epcis", `bearer.${token}`] });
    expect(reader.socket.protocol).to.equal("epcis");
    reader.socket.close();
  });

  it("opens for pages of listed origins alone, and for programs, which name none", async () => {
    const from = (origin: string) =>
      openStream(backend, `${EVENTS}?stream=true`, { token, headers: { Origin: origin } }).then(
        ({ socket }) => (socket.close(), "opened"),
        ({ message }: Error) => message.slice(0, 3),
      );
    expect(await from(backend.url)).to.equal("opened");
    for (const origin of ["https://evil.example", "null", `${backend.url}.evil.example`])
      expect(await from(origin), origin).to.equal("403");
  });

  it("is refused before it opens, as any other request would be", async () => {
    const refusal = async (path: string, options: Parameters<typeof openStream>[2] = { token }) => {
      const error = await openStream(backend, path, options).then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
      const [status = "", body = ""] = (error?.message ?? "").split(/ (.*)/s);
      return `${status} ${(JSON.parse(body) as { code: string }).code}`;
    };
    makeActor(backend, "farm");
    const session = await signIn(backend, "farm");
    expect(await refusal(`${EVENTS}?stream=true`, {})).to.equal("401 platform.unauthorised");
    expect(await refusal(`${EVENTS}?stream=true`, { token: "nonsense" })).to.equal("401 platform.unauthorised");
    expect(await refusal(`${EVENTS}?stream=true`, { token: session })).to.equal("403 platform.forbidden");
    expect(await refusal("/epcis/queries/none/events?stream=true")).to.equal("404 traceability.unknown-query");
    const headers = { "GS1-EPCIS-Min": "3.0.0" };
    expect(await refusal(`${EVENTS}?stream=true`, { token, headers })).to.equal("406 platform.not-acceptable");
    for (const query of ["", "?stream=false", "?stream=true&hour=1", "?hour=25", "?stream=true&after=x", "?stream=true&EQ_action=ADD"])
      expect(await refusal(EVENTS + query), query).to.equal("400 traceability.subscription-controls");
  });

  it("is closed when its query is deleted, and when its reader says anything", async () => {
    const reader = await openStream(backend, `${EVENTS}?stream=true`, { token });
    const talker = await openStream(backend, `${EVENTS}?stream=true`, { token });
    talker.socket.send("hello");
    expect((await talker.closed).code).to.equal(1008);
    await backend.request("DELETE", `/epcis/queries/${encodeURIComponent(QUERY)}`, { token });
    await ship(backend, token, "a");
    expect((await reader.closed).code).to.equal(4404);
    expect(reader.shipments()).to.deep.equal([]);
  });

  it("is closed soon when nothing happens any more: its query or its token is gone, or its reader is", async function () {
    this.timeout(90_000);
    const rival = await tokenOf(backend, makeActor(backend, "rival"));
    const left = await openStream(backend, `${EVENTS}?stream=true`, { token });
    const expired = await openStream(backend, `${EVENTS}?stream=true`, { token: rival });
    const silent = await openStream(backend, `${EVENTS}?stream=true`, { token, autoPong: false });
    await backend.app.db.pool.query("DELETE FROM api_tokens WHERE account = $1", [makeActor(backend, "rival")]);
    await backend.request("DELETE", `/epcis/queries/${encodeURIComponent(QUERY)}`, { token });
    await keepQuery(backend, token);
    expect((await expired.closed).code).to.equal(4401);
    const other = await openStream(backend, `${EVENTS}?stream=true`, { token });
    expect((await silent.closed).code).to.equal(1006);
    expect(other.socket.readyState).to.equal(other.socket.OPEN);
    await backend.request("DELETE", `/epcis/queries/${encodeURIComponent(QUERY)}`, { token });
    expect((await left.closed).code).to.equal(4404);
    expect((await other.closed).code).to.equal(4404);
  });

  it("is one of twenty of an organisation at most, however many come at once", async () => {
    const answers = await Promise.allSettled(Array.from({ length: 30 }, () => openStream(backend, `${EVENTS}?stream=true`, { token })));
    const readers = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    expect(readers).to.have.length(20);
    const error = await openStream(backend, `${EVENTS}?stream=true`, { token }).catch((reason: unknown) => reason as Error);
    expect(error).to.be.instanceOf(Error).with.property("message").that.matches(/^429 /);
    readers[0]?.socket.close();
    await readers[0]?.closed;
    const next = await waitFor("a free place", () => openStream(backend, `${EVENTS}?stream=true`, { token }).catch(() => undefined));
    for (const { socket } of [...readers, next]) socket.close();
  });

  it("does not keep a server from stopping, and other protocols are plain requests", async () => {
    const other = await startTestBackend();
    const account = makeActor(other, "farm");
    const otherToken = await tokenOf(other, account);
    await keepQuery(other, otherToken);
    const reader = await openStream(other, `${EVENTS}?stream=true`, { token: otherToken });
    const status = await new Promise((resolve, reject) => {
      const headers = { Connection: "Upgrade, HTTP2-Settings", Upgrade: "h2c", "HTTP2-Settings": "" };
      request(other.url + EVENTS, { headers }, (response) => resolve(response.resume().statusCode))
        .on("error", reject)
        .end();
    });
    expect(status).to.equal(200);
    await other.stop();
    expect((await reader.closed).code).to.equal(1001);
  });
});
