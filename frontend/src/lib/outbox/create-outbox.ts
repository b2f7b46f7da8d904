import type { Problem } from "@waybill/protocol/schemas/problem";
import { z } from "zod";
import { outboxEntry, type NewOutboxEntry, type OutboxEntry } from "./outbox-entry.ts";

const KEY = "waybill.outbox.v1";

/** Sent entries stay as this browser's own record; the oldest go first. */
const KEPT_SENT = 100;

/** What became of one attempt. `offline` covers everything that a later attempt may cure. */
export type SendResult =
  { kind: "answered"; answer: unknown } | { kind: "refused"; problem: Problem } | { kind: "offline"; problem: Problem | null };

export interface OutboxDependencies {
  storage: Pick<Storage, "getItem" | "setItem">;
  send: (entry: OutboxEntry) => Promise<SendResult>;
  now: () => Date;
  newId: () => string;
}

export interface Outbox {
  /** Entries, newest first; the same array until something changes. */
  list: () => readonly OutboxEntry[];
  subscribe: (listener: () => void) => () => void;
  /** Keeps a signed request, then tries to send it. Resolves to the entry after that attempt. */
  post: (request: NewOutboxEntry) => Promise<OutboxEntry>;
  /** Tries one entry again; a sent or refused one stays as it is. */
  retry: (id: string) => Promise<OutboxEntry>;
  /** Tries everything that still waits, oldest first: an opening goes out before the handover that needs it. */
  drain: () => Promise<void>;
  /** Forgets an entry. A waiting one is lost with its signature. */
  discard: (id: string) => void;
  /** Reads storage again after another tab wrote to it. */
  reload: () => void;
}

/** A store of signed requests over the browser's own storage. */
export function createOutbox({ storage, send, now, newId }: OutboxDependencies): Outbox {
  const listeners = new Set<() => void>();
  const attempts = new Map<string, Promise<OutboxEntry>>();
  let entries = read(storage);

  function write(next: OutboxEntry[]) {
    const sent = next.filter(({ state }) => state === "sent").slice(KEPT_SENT);
    entries = next.filter((entry) => !sent.includes(entry));
    storage.setItem(KEY, JSON.stringify(entries));
    for (const listener of listeners) listener();
  }

  function update(id: string, change: Partial<OutboxEntry>): OutboxEntry {
    entries = read(storage);
    write(entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
    return must(id);
  }

  function must(id: string): OutboxEntry {
    const entry = entries.find((candidate) => candidate.id === id);
    if (entry === undefined) throw new RangeError(`no outbox entry ${id}`);
    return entry;
  }

  async function attempt(entry: OutboxEntry): Promise<OutboxEntry> {
    const result = await send(entry);
    if (result.kind === "answered")
      return update(entry.id, { state: "sent", answer: result.answer, problem: null, sentAt: now().toISOString() });
    if (result.kind === "refused") return update(entry.id, { state: "refused", problem: result.problem });
    return update(entry.id, { problem: result.problem });
  }

  function retry(id: string): Promise<OutboxEntry> {
    const entry = must(id);
    if (entry.state !== "waiting") return Promise.resolve(entry);
    const running = attempts.get(id) ?? attempt(entry).finally(() => attempts.delete(id));
    attempts.set(id, running);
    return running;
  }

  return {
    list: () => entries,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    post(request) {
      const entry: OutboxEntry = {
        ...request,
        id: newId(),
        createdAt: now().toISOString(),
        state: "waiting",
        problem: null,
        answer: null,
        sentAt: null,
      };
      write([entry, ...read(storage)]);
      return retry(entry.id);
    },
    retry,
    async drain() {
      for (const { id } of entries.filter(({ state }) => state === "waiting").toReversed()) await retry(id);
    },
    discard: (id) => write(read(storage).filter((entry) => entry.id !== id)),
    reload() {
      entries = read(storage);
      for (const listener of listeners) listener();
    },
  };
}

function read(storage: OutboxDependencies["storage"]): OutboxEntry[] {
  try {
    return z.array(outboxEntry).parse(JSON.parse(storage.getItem(KEY) ?? "[]"));
  } catch {
    // Storage written by something else: it holds no request of ours.
    return [];
  }
}
