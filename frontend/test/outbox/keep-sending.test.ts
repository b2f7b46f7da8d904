import { expect } from "chai";
import { keepSending } from "../../src/lib/outbox/keep-sending.ts";
import type { OutboxEntry } from "../../src/lib/outbox/outbox-entry.ts";

/** An outbox with one entry, whose tries succeed once the service is back, and the timer that its sender was given. */
function scene() {
  let entry = { state: "waiting", triedAt: null } as OutboxEntry;
  let isBack = false;
  let tries = 0;
  const listeners = new Set<() => void>();
  const planned = new Map<number, { work: () => void; milliseconds: number }>();
  const change = (part: Partial<OutboxEntry>) => {
    entry = { ...entry, ...part };
    for (const listener of listeners) listener();
  };
  const outbox = {
    list: () => [entry],
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    drain: () => {
      tries += 1;
      if (entry.state === "waiting") change(isBack ? { state: "sent" } : { triedAt: "2026-11-29T10:00:00Z" });
      return Promise.resolve();
    },
  };
  let id = 0;
  const timer = {
    set: (work: () => void, milliseconds: number) => {
      planned.set((id += 1), { work, milliseconds });
      return id;
    },
    clear: (at: number) => void planned.delete(at),
  };
  return {
    sender: keepSending(outbox, timer),
    tries: () => tries,
    pauses: () => [...planned.values()].map(({ milliseconds }) => milliseconds),
    comesBack: () => (isBack = true),
    /** The planned try begins. */
    elapse: () => {
      const [[at, { work }] = [0, { work: () => undefined }]] = planned;
      planned.delete(at);
      work();
    },
  };
}

describe("sending what waits", () => {
  it("plans nothing before a try has failed", () => {
    const { pauses, tries } = scene();
    expect(pauses()).to.deep.equal([]);
    expect(tries()).to.equal(0);
  });

  it("tries again after a second, then after ever longer pauses, of half a minute at most", () => {
    const { sender, pauses, elapse } = scene();
    sender.wake();
    const seen = Array.from({ length: 7 }, () => {
      const now = pauses();
      elapse();
      return now;
    });
    expect(seen).to.deep.equal([[1_000], [2_000], [4_000], [8_000], [16_000], [30_000], [30_000]]);
  });

  it("tries at once when it is woken, however long the pause was, and begins with the first pause again", () => {
    const { sender, pauses, elapse, tries } = scene();
    sender.wake();
    elapse();
    elapse();
    const before = tries();
    sender.wake();
    expect(tries()).to.equal(before + 1);
    expect(pauses()).to.deep.equal([1_000]);
  });

  it("plans nothing more once all has arrived, or once it was stopped", () => {
    const arrives = scene();
    arrives.sender.wake();
    arrives.comesBack();
    arrives.elapse();
    expect(arrives.pauses()).to.deep.equal([]);
    const stops = scene();
    stops.sender.wake();
    stops.sender.stop();
    expect(stops.pauses()).to.deep.equal([]);
  });
});
