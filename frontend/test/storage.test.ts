import { expect } from "chai";
import { createShelf } from "../src/lib/storage.ts";

function browserStorage({ full = false } = {}): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem(key: string, value: string) {
      if (full) throw new DOMException("full", "QuotaExceededError");
      values.set(key, value);
    },
    removeItem: (key: string) => void values.delete(key),
  } as Storage;
}

describe("what the browser remembers", () => {
  it("lies in the browser's storage", () => {
    const storage = browserStorage();
    createShelf(() => storage).setItem("a", "1");
    expect(storage.getItem("a")).to.equal("1");
    expect(createShelf(() => storage).getItem("a")).to.equal("1");
  });

  it("lasts as long as the page where storage is full or switched off", () => {
    const off = createShelf(() => {
      throw new DOMException("denied", "SecurityError");
    });
    const storage = browserStorage({ full: true });
    const full = createShelf(() => storage);
    for (const shelf of [off, full]) {
      shelf.setItem("a", "1");
      expect(shelf.getItem("a")).to.equal("1");
      shelf.removeItem("a");
      expect(shelf.getItem("a")).to.equal(null);
    }
  });

  it("forgets what is removed", () => {
    const storage = browserStorage();
    const shelf = createShelf(() => storage);
    shelf.setItem("a", "1");
    shelf.removeItem("a");
    expect(shelf.getItem("a")).to.equal(null);
    expect(storage.getItem("a")).to.equal(null);
  });
});
