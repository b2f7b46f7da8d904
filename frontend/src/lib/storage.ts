type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * The browser's storage, or where it is switched off or full, memory that lasts as long as the page: nothing that was signed is lost
 * while the page is open.
 */
export function createShelf(storage: () => Storage): Shelf {
  const memory = new Map<string, string | null>();
  const attempt = <Value>(use: (storage: Storage) => Value): Value | undefined => {
    try {
      return use(storage());
    } catch {
      return undefined;
    }
  };
  return {
    getItem: (key) => (memory.has(key) ? (memory.get(key) ?? null) : (attempt((place) => place.getItem(key)) ?? null)),
    setItem(key, value) {
      const written = attempt((place) => {
        place.setItem(key, value);
        return true;
      });
      if (written) memory.delete(key);
      else memory.set(key, value);
    },
    removeItem(key) {
      memory.delete(key);
      attempt((place) => place.removeItem(key));
      if (typeof attempt((place) => place.getItem(key)) === "string") memory.set(key, null);
    },
  };
}

/** What this browser remembers between visits. */
export const shelf = createShelf(() => window.localStorage);
