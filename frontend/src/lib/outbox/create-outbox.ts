import type { Problem } from "@waybill/protocol/schemas/problem";
import type { NewOutboxEntry, OutboxEntry } from "./outbox-entry.ts";
import type { OutboxStore } from "./outbox-store.ts";

/** Sent entries stay as this browser's own record; the oldest go first. */
const KEPT_SENT = 100;

/** What became of one attempt. `offline` covers everything that a later attempt may cure. */
export type SendResult =
  { kind: "answered"; answer: unknown } | { kind: "refused"; problem: Problem } | { kind: "offline"; problem: Problem | null };

export interface OutboxDependencies {
  store: OutboxStore;
  /** `stop` gives the attempt up. */
  send: (entry: OutboxEntry, stop: AbortController) => Promise<SendResult>;
  /** Runs one at a time over all tabs of this browser. */
  alone: (work: () => Promise<void>) => Promise<void>;
  /** Tells other tabs that the store has changed. */
  announce: () => void;
  /** Told of an entry that will never be sent: it was refused, or discarded while it waited. */
  onUnsent: (id: string) => Promise<void>;
  now: () => Date;
  newId: () => string;
}

export interface Outbox {
  /** Entries, newest first; the same array until something changes. Empty until the store has been read. */
  list: () => readonly OutboxEntry[];
  subscribe: (listener: () => void) => () => void;
  /** False when something signed could not be written down: it lasts only as long as this page. */
  isLasting: () => boolean;
  /** Keeps signed requests without waiting for their sending, in the order given. */
  keep: (requests: readonly NewOutboxEntry[]) => Promise<OutboxEntry[]>;
  /** Keeps a signed request, then tries to send it after those that wait. Resolves to the entry after that attempt. */
  post: (request: NewOutboxEntry) => Promise<OutboxEntry>;
  /** Tries everything that still waits, oldest first, until one does not get through: an opening goes out before the handover that needs it. */
  drain: () => Promise<void>;
  /** Gives the attempt under way up: its connection went with the network that it was begun on. It counts as one in vain. */
  interrupt: () => void;
  /** Forgets an entry. A waiting one is lost with its signature. */
  discard: (id: string) => Promise<void>;
  /** Reads the store again after another tab wrote to it. */
  reload: () => Promise<void>;
}

/** Signed requests, kept until they are answered. */
export function createOutbox({ store, send, alone, announce, onUnsent, now, newId }: OutboxDependencies): Outbox {
  const listeners = new Set<() => void>();
  /** Entries that the store did not take. */
  const unsaved = new Set<string>();
  /** Entries on their way into the store: what it lists meanwhile does not count for them. */
  const inWriting = new Set<string>();
  let entries: readonly OutboxEntry[] = [];
  let latest = 0;
  let underWay: AbortController | null = null;

  function show(next: readonly OutboxEntry[]) {
    entries = next;
    for (const listener of listeners) listener();
  }

  async function write(changed: readonly OutboxEntry[]): Promise<void> {
    const ids = changed.map(({ id }) => id);
    for (const id of ids) inWriting.add(id);
    const isWritten = await store.put(changed).then(
      () => true,
      () => false,
    );
    for (const id of ids) {
      inWriting.delete(id);
      if (isWritten) unsaved.delete(id);
      else unsaved.add(id);
    }
    if (!isWritten) show([...entries]);
    announce();
  }

  async function reload(): Promise<void> {
    const stored = await store.list().catch(() => null);
    if (stored === null) return;
    const isOurs = ({ id }: OutboxEntry) => unsaved.has(id) || inWriting.has(id);
    const here = entries.filter(isOurs);
    const known = new Set(here.map(({ id }) => id));
    show([...here, ...stored.filter(({ id }) => !known.has(id))].toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)));
  }

  /** Later than every other: entries of one moment keep their order. */
  function nextTime(): string {
    latest = Math.max(now().getTime(), latest + 1);
    return new Date(latest).toISOString();
  }

  async function keep(requests: readonly NewOutboxEntry[]): Promise<OutboxEntry[]> {
    const fresh = requests.map((request): OutboxEntry => ({
      ...request,
      id: newId(),
      createdAt: nextTime(),
      state: "waiting",
      problem: null,
      answer: null,
      sentAt: null,
      triedAt: null,
    }));
    show([...fresh.toReversed(), ...entries]);
    await write(fresh);
    return fresh;
  }

  async function update(id: string, change: Partial<OutboxEntry>): Promise<void> {
    const before = entries.find((entry) => entry.id === id);
    // Discarded while it was on its way.
    if (before === undefined) return;
    const after = { ...before, ...change };
    show(entries.map((entry) => (entry.id === id ? after : entry)));
    await write([after]);
  }

  /** True when the next one may be tried. */
  async function attempt(entry: OutboxEntry): Promise<boolean> {
    underWay = new AbortController();
    const result = await send(entry, underWay);
    underWay = null;
    if (result.kind === "offline") {
      await update(entry.id, { problem: result.problem, triedAt: now().toISOString() });
      return false;
    }
    if (result.kind === "refused") await onUnsent(entry.id);
    await (result.kind === "refused"
      ? update(entry.id, { state: "refused", problem: result.problem })
      : update(entry.id, { state: "sent", answer: result.answer, problem: null, sentAt: now().toISOString() }));
    return true;
  }

  async function forgetOldest(): Promise<void> {
    const old = entries.filter(({ state }) => state === "sent").slice(KEPT_SENT);
    if (old.length === 0) return;
    show(entries.filter((entry) => !old.includes(entry)));
    await store.remove(old.map(({ id }) => id)).catch(() => undefined);
  }

  function drain(): Promise<void> {
    return alone(async () => {
      // Another tab may have sent some of it while this one waited for its turn.
      await reload();
      for (const entry of entries.filter(({ state }) => state === "waiting").toReversed()) {
        if (entries.some(({ id }) => id === entry.id) && !(await attempt(entry))) break;
      }
      await forgetOldest();
    });
  }

  return {
    list: () => entries,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isLasting: () => !entries.some(({ id, state }) => unsaved.has(id) && state !== "sent"),
    keep,
    async post(request) {
      const [fresh] = (await keep([request])) as [OutboxEntry];
      await drain();
      return entries.find(({ id }) => id === fresh.id) ?? fresh;
    },
    drain,
    interrupt: () => underWay?.abort(),
    async discard(id) {
      unsaved.delete(id);
      const isWaiting = entries.some((entry) => entry.id === id && entry.state === "waiting");
      show(entries.filter((entry) => entry.id !== id));
      await store.remove([id]).catch(() => undefined);
      if (isWaiting) await onUnsent(id);
      announce();
    },
    reload,
  };
}
