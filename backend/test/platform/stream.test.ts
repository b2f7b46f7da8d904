import { expect } from "chai";
import { inTransaction } from "../../src/platform/context.ts";
import { publish } from "../../src/platform/outbox.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { readEvents, type EventReader } from "../support/event-reader.ts";
import { expectProblem } from "../support/problem.ts";

describe("the event stream", () => {
  let backend: TestBackend;
  beforeEach(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
  });
  afterEach(() => backend.stop());

  const announce = (...indices: number[]) =>
    inTransaction(backend.app, async (ctx) => {
      for (const index of indices) publish(ctx, { type: "anchor", index });
    });

  const follow = (lastEventId?: number): Promise<EventReader> =>
    readEvents(`${backend.url}/api/stream`, lastEventId === undefined ? {} : { "Last-Event-ID": String(lastEventId) });
  const indicesOf = ({ messages }: EventReader) => messages.map(({ data }) => (data as { index: number }).index);

  it("gives what is published from now on, in order", async () => {
    await announce(1);
    const reader = await follow();
    await announce(2, 3);
    await announce(4);
    await reader.seen(3);
    expect(indicesOf(reader)).to.deep.equal([2, 3, 4]);
    expect(reader.messages[0]).to.deep.include({ type: "anchor", data: { type: "anchor", index: 2 } });
    reader.close();
  });

  it("goes on without a gap after the last id that a reader has seen", async () => {
    const reader = await follow();
    await announce(1, 2);
    await reader.seen(2);
    reader.close();
    await announce(3, 4);
    const again = await follow(reader.messages.at(-1)?.id);
    await announce(5);
    await again.seen(3);
    expect(indicesOf(again)).to.deep.equal([3, 4, 5]);
    again.close();
  });

  it("gives everything from the beginning to who has seen nothing", async () => {
    await announce(...Array.from({ length: 1_200 }, (_, index) => index));
    const reader = await follow(0);
    await reader.seen(1_200);
    expect(indicesOf(reader)).to.deep.equal(Array.from({ length: 1_200 }, (_, index) => index));
    reader.close();
  });

  it("misses nothing that many transactions publish at once", async () => {
    const reader = await follow(0);
    await Promise.all(Array.from({ length: 40 }, (_, index) => announce(index)));
    await reader.seen(40);
    const ids = reader.messages.map(({ id }) => id);
    expect(ids).to.deep.equal([...ids].sort((a, b) => a - b));
    expect(new Set(indicesOf(reader)).size).to.equal(40);
    reader.close();
  });

  it("says nothing of a transaction that was rolled back", async () => {
    const reader = await follow(0);
    await inTransaction(backend.app, async (ctx) => {
      publish(ctx, { type: "anchor", index: 99 });
      throw new Error("changed my mind");
    }).catch(() => undefined);
    await announce(1);
    await reader.seen(1);
    expect(indicesOf(reader)).to.deep.equal([1]);
    reader.close();
  });

  it("goes on after its database connection was cut", async () => {
    const reader = await follow(0);
    await backend.app.db.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'",
    );
    await announce(1);
    await reader.seen(1);
    reader.close();
  });

  it("refuses an id that it cannot have given", async () => {
    expectProblem(await backend.request("GET", "/api/stream", { headers: { "Last-Event-ID": "x" } }), 400, "platform.bad-request");
  });

  it("does not keep the server from stopping", async () => {
    const reader = await follow();
    await backend.stop();
    reader.close();
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
  });
});
