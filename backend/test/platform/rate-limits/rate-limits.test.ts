import { expect } from "chai";
import { networkOf } from "../../../src/platform/rate-limits/network-of.ts";
import { startTestBackendOn, type Answer, type TestBackend } from "../../support/backend.ts";
import { createMigratedDatabase } from "../../support/databases.ts";
import { accountOf, register, tokenOf } from "../../support/organisations.ts";
import { expectProblem } from "../../support/problem.ts";
import { openStream } from "../../support/stream-reader.ts";

/** Structured fields (RFC 9651): a list of strings with integer parameters. */
const POLICY = /^"\w+";q=\d+;w=\d+(, "\w+";q=\d+;w=\d+)*$/;
const STATE = /^"\w+";r=\d+;t=\d+(, "\w+";r=\d+;t=\d+)*$/;
const UNITS = 40;

describe("the rate limit", () => {
  let database: Awaited<ReturnType<typeof createMigratedDatabase>>;
  const backends: TestBackend[] = [];
  const start = async (env: Record<string, string> = {}) => {
    const keep = { url: database.url, drop: async () => undefined };
    const backend = await startTestBackendOn(keep, { RATE_LIMIT_PER_MINUTE: String(UNITS), WAYBILL_ROLES: "api", ...env });
    backends.push(backend);
    return backend;
  };
  beforeEach(async () => {
    database = await createMigratedDatabase();
  });
  afterEach(async () => {
    for (const backend of backends.splice(0)) await backend.stop();
    database.drop();
  });
  const read = (backend: TestBackend, from?: string) =>
    backend.request("GET", "/api/templates", from === undefined ? {} : { headers: { "X-Forwarded-For": from } });
  /** Until the first refusal; far more than is allowed would not end. */
  const untilRefused = async (ask: () => Promise<Answer>) => {
    for (let asked = 0; asked < 3 * UNITS; asked++) {
      const answer = await ask();
      if (answer.status === 429) return { asked, answer };
    }
    throw new Error("nothing was refused");
  };

  it("says what is left with every answer, and when to come back with a refusal", async () => {
    const backend = await start();
    const first = await read(backend);
    expect(first.headers.get("ratelimit-policy")).to.equal(`"address";q=${UNITS};w=60`);
    expect(first.headers.get("ratelimit")).to.equal(`"address";r=${UNITS - 1};t=2`);
    const { answer } = await untilRefused(() => read(backend));
    expectProblem(answer, 429, "platform.too-many-requests");
    expect(answer.headers.get("ratelimit")).to.match(/^"address";r=0;t=[12]$/);
    expect(answer.headers.get("retry-after")).to.match(/^[12]$/);
    expect(answer.headers.get("ratelimit-policy")).to.match(POLICY);
  });

  it("takes as much of a request as its route costs: four for a write, more for a costly read, nothing where nothing is asked", async () => {
    const backend = await start();
    const left = (answer: Answer) => /r=(\d+)/.exec(answer.headers.get("ratelimit") ?? "")?.[1];
    expect(left(await backend.request("POST", "/api/organisations", { body: {} }))).to.equal(String(UNITS - 4));
    expect(left(await backend.request("GET", "/api/trace/findings?subject=x"))).to.equal(String(UNITS - 9));
    for (const path of ["/livez", "/readyz", "/api/config", "/api/openapi.json"])
      expect((await backend.request("GET", path)).headers.get("ratelimit"), path).to.equal(null);
  });

  it("is one for all processes", async () => {
    const processes = [await start({ RATE_LIMIT_PER_MINUTE: "6000" }), await start({ RATE_LIMIT_PER_MINUTE: "6000" })];
    // Twenty an hour, so one comes back in three minutes.
    const report = async (n: number) => (await processes[n % 2]?.request("POST", "/api/reports", { body: {} }))?.status;
    const statuses = [];
    for (let n = 0; n < 22; n++) statuses.push(await report(n));
    expect(statuses).to.deep.equal([...Array<number>(20).fill(400), 429, 429]);
  });

  it("counts nobody by what it says of itself: X-Forwarded-For is believed from trusted proxies alone", async () => {
    const open = await start();
    let n = 0;
    await untilRefused(() => read(open, `198.51.100.${n++ % 250}`));
    const behind = await start({ TRUST_PROXY: "127.0.0.1, ::1" });
    for (let address = 1; address < 2 * UNITS; address++) expect((await read(behind, `203.0.113.${address}`)).status).to.equal(200);
    // What a client wrote itself stands before what the proxy added.
    n = 0;
    await untilRefused(() => read(behind, `192.0.2.${n++ % 250}, 198.51.100.7`));
  });

  it("counts guesses at credentials like all else", async () => {
    const backend = await start();
    const guess = () => backend.request("GET", "/api/keys", { token: "wb_guess" });
    expect((await guess()).status).to.equal(401);
    await untilRefused(guess);
  });

  it("counts whoever opens a WebSocket, by the address that a trusted proxy tells, and guesses there, too", async () => {
    const backend = await start({ TRUST_PROXY: "127.0.0.1, ::1" });
    const open = (from: string, token: string) =>
      openStream(backend, "/epcis/queries/none/events?stream=true", { token, headers: { "X-Forwarded-For": from } }).then(
        () => "opened",
        ({ message }: Error) => message.slice(0, 3),
      );
    const untilRefused = async (from: (n: number) => string, token: string) => {
      const statuses: string[] = [];
      while (statuses.length < 3 * UNITS && statuses.at(-1) !== "429") statuses.push(await open(from(statuses.length), token));
      return [...new Set(statuses)];
    };
    expect(await untilRefused(() => "203.0.113.9", "wb_guess")).to.deep.equal(["401", "429"]);
    expect(await open("203.0.113.10", "wb_guess")).to.equal("401");
    await register(backend, "farm");
    const token = await tokenOf(backend, accountOf("farm").address);
    expect(await untilRefused((n) => `198.51.100.${n}`, token)).to.deep.equal(["404", "429"]);
  });

  it("counts who is signed in as one, from wherever it asks", async () => {
    const backend = await start({ TRUST_PROXY: "127.0.0.1, ::1" });
    await register(backend, "farm");
    const token = await tokenOf(backend, accountOf("farm").address);
    let n = 0;
    const { answer } = await untilRefused(() =>
      backend.request("GET", "/api/exchange/partners", { token, headers: { "X-Forwarded-For": `203.0.113.${n++ % 250}` } }),
    );
    expect(answer.headers.get("ratelimit"))
      .to.match(STATE)
      .and.match(/"caller";r=0;/);
    expect((await backend.request("GET", "/api/exchange/partners", { headers: { "X-Forwarded-For": "203.0.113.251" } })).status).to.equal(
      401,
    );
  });

  it("stores no address", async () => {
    const backend = await start({ TRUST_PROXY: "127.0.0.1, ::1" });
    await read(backend, "203.0.113.77");
    const { rows } = await backend.app.db.pool.query<{ row: string }>("SELECT client::text AS row FROM allowances");
    expect(rows).to.have.length(1);
    expect(rows[0]?.row).to.not.include(Buffer.from("203.0.113").toString("hex"));
  });
});

describe("who is counted by address", () => {
  it("is an IPv4 address, however it is written", () => {
    expect(networkOf("::ffff:203.0.113.9")).to.equal(networkOf("203.0.113.9"));
    expect(networkOf("203.0.113.8")).to.not.equal(networkOf("203.0.113.9"));
  });

  it("is a /56 of IPv6: one household cannot change its address as often as it likes", () => {
    expect(networkOf("2001:db8:1:2ff::1")).to.equal(networkOf("2001:db8:1:200:ffff::2"));
    expect(networkOf("2001:db8:1:300::1")).to.not.equal(networkOf("2001:db8:1:200::1"));
    expect(networkOf("fe80::1%eth0")).to.equal(networkOf("fe80::2%eth1"));
  });

  it("is together with all others where no address is known", () => {
    expect(networkOf("")).to.equal("unknown");
    expect(networkOf("nonsense")).to.equal("unknown");
  });
});
