import { expect } from "chai";
import { namespacesOf } from "@waybill/protocol/hashing/event-hash/namespaces";
import { parseLossless, stringifyLossless, type Json } from "@waybill/protocol/hashing/lossless-json";
import { CONTROLS, readQuery } from "../../../src/modules/traceability/query/parameters/read-query.ts";
import type { Given } from "../../../src/modules/traceability/query/parameters/value.ts";
import { runQuery } from "../../../src/modules/traceability/query/run-query.ts";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { makeActor } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";
import { naiveMatch } from "../../support/query/naive-matcher.ts";
import { namesFor, OFFICIAL_FIXED, OFFICIAL_PATTERNS, OPENAPI_NAMES, valuesFor } from "../../support/query/official-parameters.ts";
import { QUERY_CONTEXT, randomEvents, type PlainEvent } from "../../support/query/random-events.ts";
import { seeded } from "../../support/seeded.ts";
import { waitFor } from "../../support/wait-for.ts";

const EVENTS = 300;
const NAMESPACES = namespacesOf(QUERY_CONTEXT as Json);
/** The two moments at which the events were recorded. */
const RECORDED = ["2026-04-17T12:00:00.000Z", "2026-04-30T12:00:00.000Z"] as const;

const asJson = (name: string, value: unknown): Given => ({ name, value: { json: parseLossless(JSON.stringify(value)) } });
const asUrl = (name: string, value: unknown): Given => ({ name, value: { text: value === null ? "" : [value].flat().join("|") } });

describe("the query language", () => {
  let backend: TestBackend;
  let events: PlainEvent[];
  let now: string = RECORDED[0];
  before(async () => {
    backend = await startTestBackend({}, { clock: { now: () => new Date(now) } });
    const token = await tokenOf(backend, makeActor(backend, "farm"));
    events = randomEvents(EVENTS, 20_261_126);
    for (const [half, recordTime] of RECORDED.entries()) {
      now = recordTime;
      const part = events.slice((half * EVENTS) / 2, ((half + 1) * EVENTS) / 2);
      const document = {
        "@context": QUERY_CONTEXT,
        type: "EPCISDocument",
        schemaVersion: "2.0",
        creationDate: RECORDED[0],
        epcisBody: { eventList: part },
      };
      const accepted = await backend.request("POST", "/epcis/capture", { token, text: stringifyLossless(document) });
      expect(accepted.status, accepted.text).to.equal(202);
      const job = await waitFor("the capture", async () => {
        const state = (await backend.request("GET", accepted.headers.get("location") ?? "")).json<{ running: boolean; success: boolean }>();
        return state.running ? undefined : state;
      });
      expect(job.success).to.equal(true);
      for (const event of part) event["recordTime"] = recordTime;
    }
    await backend.app.db.pool.query(
      `INSERT INTO location_children (account, parent, child) VALUES
       ('farm', '/414/0614141073467', '/414/0614141073467/254/1234'), ('farm', '/414/0614141073467/254/1234', 'geo:41.40338,2.17403'),
       ('farm', 'geo:41.40338,2.17403', '/414/0614141073467/254/1234')`,
    );
  });
  after(() => backend.stop());

  /** eventIDs that a query finds, page by page. */
  async function found(given: readonly Given[], limit = 1_000): Promise<string[]> {
    const query = readQuery(given, { namespaces: NAMESPACES });
    const ids: string[] = [];
    let after: readonly string[] | null = null;
    do {
      const page: Awaited<ReturnType<typeof runQuery>> = await runQuery(backend.app, query, { after, limit, traceId: "test" });
      ids.push(...page.events.map(({ declaredEventId }) => declaredEventId ?? ""));
      after = page.hasMore ? (page.events.at(-1)?.position ?? null) : null;
    } while (after !== null);
    return ids;
  }

  const expected = (asked: readonly (readonly [string, unknown])[]) =>
    events.filter((event) => asked.every(([name, value]) => naiveMatch(event, name, value))).map((event) => String(event["eventID"]));

  /** Compares every value of a parameter with the naive reading, from JSON and from a URL; returns how many events each found. */
  async function compare(name: string): Promise<number[]> {
    const sizes: number[] = [];
    for (const value of valuesFor(name)) {
      const right = expected([[name, value]]).sort();
      const label = `${name} = ${JSON.stringify(value)}`;
      expect((await found([asJson(name, value)])).sort(), label).to.deep.equal(right);
      // A URL has no types: there a number of a field may be text as well, which only a list says in JSON.
      const isTyped = typeof value === "number" && /:/.test(name) && name.startsWith("EQ_");
      if (!isTyped) expect((await found([asUrl(name, value)])).sort(), `${label} in a URL`).to.deep.equal(right);
      sizes.push(right.length);
    }
    return sizes;
  }

  it("has the 61 fixed names and the 108 patterns of the official file to follow", () => {
    expect(OFFICIAL_FIXED).to.have.length(61);
    expect(OFFICIAL_PATTERNS).to.have.length(108);
  });

  const controls: readonly string[] = CONTROLS;
  const selecting = [...new Set([...OFFICIAL_FIXED, ...OPENAPI_NAMES])].filter((name) => name !== "@context" && !controls.includes(name));
  for (const name of selecting) {
    it(`selects by ${name} what a naive reading selects`, async () => {
      const sizes = await compare(name);
      // Neither nothing nor everything: otherwise a parameter that is ignored would pass.
      expect(
        sizes.some((size) => size > 0 && size < EVENTS),
        `${name} told nothing: ${sizes.join(" ")}`,
      ).to.equal(true);
    });
  }

  for (const pattern of OFFICIAL_PATTERNS) {
    it(`selects by ${pattern.source} what a naive reading selects`, async () => {
      const sizes: number[] = [];
      for (const name of namesFor(pattern)) sizes.push(...(await compare(name)));
      expect(
        sizes.some((size) => size > 0 && size < EVENTS),
        `${pattern.source} told nothing: ${sizes.join(" ")}`,
      ).to.equal(true);
    });
  }

  it("selects by EQ_ATTR_ of a field outside of the standard", async () => {
    for (const name of ["EQ_ATTR_example:color_example:size", "EQ_ATTR_other:grade_example:size"]) await compare(name);
  });

  it("selects by several parameters what meets all of them, in pages of any size, each event once", async () => {
    const random = seeded(20_261_126);
    const names = [...selecting, ...OFFICIAL_PATTERNS.flatMap(namesFor)];
    const { pick } = random;
    let told = 0;
    for (let run = 0; run < 150; run++) {
      const chosen = new Set(Array.from({ length: 2 + random.below(2) }, () => pick(names)));
      const asked = [...chosen].map((name): [string, unknown] => [name, pick(valuesFor(name))]);
      const given = asked.map(([name, value]) => asJson(name, value));
      const order = pick([null, "eventTime", "recordTime", "example:color", "other:grade"]);
      if (order !== null) given.push(asJson("orderBy", order), asJson("orderDirection", pick(["ASC", "DESC"])));
      const right = expected(asked);
      if (right.length > 0) told++;
      const ids = await found(given, 1 + random.below(40));
      expect([...ids].sort(), JSON.stringify([asked, order])).to.deep.equal(right.sort());
    }
    expect(told).to.be.greaterThan(20);
  });

  it("gives the same pages by an amount that more facts meet than are gathered", async () => {
    const [least] = [["GE_quantity_KGM", 1]] as const;
    const right = expected([least]);
    const before = await found([asJson(...least)], 7);
    // The same said again and again of one of them.
    await backend.app.db.pool.query(
      `INSERT INTO event_facts (sequence, name, number)
       SELECT sequence, name, number FROM (SELECT * FROM event_facts WHERE name = 'quantity KGM' AND number >= 1 LIMIT 1) f, generate_series(0, 20000)`,
    );
    expect(right).to.not.have.length(0);
    expect(before).to.deep.equal(right);
    expect(await found([asJson(...least)], 7)).to.deep.equal(right);
  });
});
