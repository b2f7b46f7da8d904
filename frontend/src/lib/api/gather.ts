/** Collects things that belong together, so that many in a row cost one step. */
export interface Gathering<Item> {
  /** A later item of the same name takes the place of an earlier one. */
  add(name: string, item: Item): void;
  stop(): void;
}

/** Hands on what comes within one turn, and what follows within `pauseMilliseconds` together at its end. */
export function gather<Item>(pauseMilliseconds: number, deliver: (items: Item[]) => void): Gathering<Item> {
  const waiting = new Map<string, Item>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    if (waiting.size === 0) return;
    const items = [...waiting.values()];
    waiting.clear();
    timer = setTimeout(flush, pauseMilliseconds);
    deliver(items);
  };
  return {
    add(name, item) {
      waiting.set(name, item);
      timer ??= setTimeout(flush, 0);
    },
    stop: () => clearTimeout(timer),
  };
}
