import { randomBytes } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { Pool } from "pg";
import { createMigratedDatabase } from "../../support/databases.ts";
import {
  microsecondsEach,
  unitsLeft,
  waitFor,
  type Allowance,
  type Taken,
  type Taking,
} from "../../../src/platform/rate-limits/allowance.ts";
import { createCounter } from "../../../src/platform/rate-limits/counter.ts";
import { createMemoryAllowances } from "../../../src/platform/rate-limits/memory-allowances.ts";
import { createSharedAllowances } from "../../../src/platform/rate-limits/shared-allowances.ts";

interface Asking {
  /** Microseconds since the one before. */
  pause: number;
  cost: number;
}

const CLIENT = "00".repeat(16);
/** Also ones whose unit is no whole number of microseconds. */
const allowances = fc.record({
  name: fc.constant("address"),
  units: fc.integer({ min: 1, max: 7_000 }),
  seconds: fc.constantFrom(1, 60, 3_600),
});
const costs = fc.integer({ min: 1, max: 10 });
const askings = fc.array(fc.record({ pause: fc.integer({ min: 0, max: 90_000_000 }), cost: costs }), { maxLength: 60 });

/** What somebody may have asked by the definition: in no stretch of time more than a whole allowance and what comes back meanwhile. */
function conforms(allowance: Allowance, taken: readonly { at: number; cost: number }[]): boolean {
  return taken.every((from, first) => {
    let sum = 0;
    return taken.slice(first).every(({ at, cost }) => (sum += cost) <= allowance.units + (at - from.at) / microsecondsEach(allowance));
  });
}

/** Runs a client against memory with a clock of its own. */
function run(allowance: Allowance, asked: readonly Asking[], decide: (taking: Taking, taken: Taken, at: number) => void): void {
  let at = 1_000_000;
  const memory = createMemoryAllowances(() => at);
  for (const { pause, cost } of asked) {
    at += pause;
    const taking = { allowance, client: CLIENT, cost };
    decide(taking, memory.take(taking), at);
  }
}

describe("an allowance", () => {
  it("never refuses a client that asks exactly as fast as it may, whatever its requests cost", () => {
    fc.assert(
      fc.property(allowances, fc.array(costs, { maxLength: 200 }), fc.integer({ min: 0, max: 20 }), (allowance, list, ahead) => {
        fc.pre(list.every((cost) => cost <= allowance.units));
        // The first ones come at once, out of the whole allowance; from then on each comes when exactly what it costs is back.
        let used = 0;
        let isAhead = true;
        const asked = list.map((cost, index): Asking => {
          isAhead &&= index < ahead && used + cost <= allowance.units;
          used += cost;
          return { pause: isAhead ? 0 : cost * microsecondsEach(allowance), cost };
        });
        run(allowance, asked, (_taking, { isTaken }) => expect(isTaken).to.equal(true));
      }),
    );
  });

  it("never gives more than a whole one and what comes back meanwhile, and refuses only what would be more", () => {
    fc.assert(
      fc.property(allowances, askings, (allowance, asked) => {
        const kept: { at: number; cost: number }[] = [];
        run(allowance, asked, (taking, { isTaken }, at) => {
          const withThis = [...kept, { at, cost: taking.cost }];
          expect(isTaken).to.equal(conforms(allowance, withThis));
          if (isTaken) kept.push(...withThis.slice(-1));
        });
      }),
    );
  });

  it("says after how long a refused request is taken, to the microsecond, and how much is left", () => {
    fc.assert(
      fc.property(allowances, askings, (allowance, asked) => {
        let at = 0;
        const memory = createMemoryAllowances(() => at);
        for (const { pause, cost } of asked) {
          fc.pre(cost <= allowance.units);
          at += pause;
          const taking = { allowance, client: CLIENT, cost };
          const taken = memory.take(taking);
          expect(memory.peek({ ...taking, cost: unitsLeft(allowance, taken) }).isTaken).to.equal(true);
          expect(memory.peek({ ...taking, cost: unitsLeft(allowance, taken) + 1 }).isTaken).to.equal(false);
          if (taken.isTaken) continue;
          at += waitFor(taking, taken) - 1;
          expect(memory.peek(taking).isTaken).to.equal(false);
          at += 1;
          expect(memory.take(taking).isTaken).to.equal(true);
        }
      }),
    );
  });
});

describe("allowances that processes share", () => {
  let pool: Pool;
  let drop: () => void;
  before(async () => {
    const database = await createMigratedDatabase();
    drop = () => database.drop();
    pool = new Pool({ connectionString: database.url, max: 4 });
  });
  after(async () => {
    await pool.end();
    drop();
  });
  const newClient = () => randomBytes(16).toString("hex");

  it("are counted in Postgres as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(allowances, askings, async (allowance, asked) => {
        const inMemory: Taken[] = [];
        const times: number[] = [];
        run(allowance, asked, (_taking, taken, at) => {
          inMemory.push(taken);
          times.push(at);
        });
        const { rows } = await pool.query<{ answer: string }>(
          `SELECT take_allowance($1, cost, $2, $3, at) AS answer
           FROM (SELECT * FROM unnest($4::integer[], $5::bigint[]) WITH ORDINALITY AS asked(cost, at, place) ORDER BY place) AS in_order`,
          [randomBytes(16), allowance.units, microsecondsEach(allowance), asked.map(({ cost }) => cost), times],
        );
        const inPostgres = rows.map(({ answer }) => Number(answer));
        expect(inPostgres).to.deep.equal(inMemory.map(({ isTaken, wholeIn }) => (isTaken ? wholeIn : -1 - wholeIn)));
      }),
      { numRuns: 40 },
    );
  });

  it("are one for all processes, to the unit, however many ask at once", async () => {
    const allowance = { name: "address", units: 50, seconds: 3_600 };
    const processes = [0, 1, 2].map(() => createSharedAllowances(pool));
    const client = newClient();
    const taken = await Promise.all(processes.flatMap((one) => Array.from({ length: 40 }, () => one.take({ allowance, client, cost: 1 }))));
    expect(taken.filter(({ isTaken }) => isTaken)).to.have.length(50);
  });

  it("do not wait for each other when processes count the same clients in another order", async () => {
    const allowance = { name: "address", units: 1_000, seconds: 60 };
    const clients = Array.from({ length: 20 }, newClient);
    const processes = [createSharedAllowances(pool), createSharedAllowances(pool)];
    const rounds = Array.from({ length: 10 }, () =>
      processes.flatMap((process, which) =>
        (which === 0 ? clients : clients.toReversed()).map((client) => process.take({ allowance, client, cost: 1 })),
      ),
    );
    expect((await Promise.all(rounds.flat())).every(({ isTaken }) => isTaken)).to.equal(true);
  });

  it("are asked once for many requests that come together", async () => {
    let statements = 0;
    const counting = { query: (...args: Parameters<Pool["query"]>) => (statements++, pool.query(...args)) } as unknown as Pool;
    const process = createSharedAllowances(counting);
    const allowance = { name: "address", units: 1_000, seconds: 60 };
    await Promise.all(Array.from({ length: 100 }, () => process.take({ allowance, client: newClient(), cost: 1 })));
    expect(statements).to.be.lessThan(5);
  });

  it("are not asked about a client that is known to have used up its own, until something is back", async () => {
    let at = 0;
    let asked = 0;
    const memory = createMemoryAllowances(() => at);
    const shared = { take: async () => (asked++, { isTaken: asked === 1, wholeIn: 60_000_000 }) };
    const counter = createCounter({ shared, memory, now: () => at, log: { warn: () => undefined } });
    const taking = { allowance: { name: "address", units: 60, seconds: 60 }, client: CLIENT, cost: 1 };
    expect((await counter.take(taking)).isTaken).to.equal(true);
    expect((await counter.take(taking)).isTaken).to.equal(false);
    expect(asked).to.equal(1);
    at = 1_000_000;
    await counter.take(taking);
    expect(asked).to.equal(2);
  });

  it("are counted by each process for itself while the database is away, from where they stood", async () => {
    let isAway = false;
    const allowance = { name: "address", units: 10, seconds: 3_600 };
    const shared = createSharedAllowances(pool);
    const counter = createCounter({
      shared: { take: (taking) => (isAway ? Promise.reject(new Error("no connection")) : shared.take(taking)) },
      memory: createMemoryAllowances(() => 0),
      now: () => 0,
      log: { warn: () => undefined },
    });
    const client = newClient();
    const ask = async () => (await counter.take({ allowance, client, cost: 1 })).isTaken;
    for (let asked = 0; asked < 7; asked++) expect(await ask()).to.equal(true);
    isAway = true;
    expect([await ask(), await ask(), await ask(), await ask()]).to.deep.equal([true, true, true, false]);
  });

  it("are not waited for without end when the database does not answer", async () => {
    const ask = (patience?: number) =>
      createSharedAllowances(pool, patience).take({
        allowance: { name: "address", units: 10, seconds: 3_600 },
        client: newClient(),
        cost: 1,
      });
    const holder = await pool.connect();
    try {
      await holder.query("BEGIN");
      await holder.query("LOCK TABLE allowances");
      expect(await ask(100).catch(({ message }: Error) => message)).to.equal("Query read timeout");
    } finally {
      await holder.query("ROLLBACK");
      holder.release();
    }
    expect((await ask()).isTaken).to.equal(true);
  });
});
