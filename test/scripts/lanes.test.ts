import { expect } from "chai";
import { inLanes } from "../../scripts/test/lanes.ts";

/** Work that ends when it is told to, and the names of what runs now. */
function handWork() {
  const running = new Map<string, () => void>();
  return {
    work: (name: string) => new Promise<string>((resolve) => running.set(name, () => (running.delete(name), resolve(name.toUpperCase())))),
    now: async () => {
      await new Promise(setImmediate);
      return [...running.keys()];
    },
    end: (name: string) => running.get(name)?.(),
  };
}

describe("lanes", () => {
  it("run as many side by side as there are lanes, and answer in the order of the list", async () => {
    const { work, now, end } = handWork();
    const results = inLanes(["a", "b", "c"], 2, work);
    expect(await now()).to.deep.equal(["a", "b"]);
    end("b");
    expect(await now()).to.deep.equal(["a", "c"]);
    end("c");
    end("a");
    expect(await results).to.deep.equal(["A", "B", "C"]);
  });

  it("leave fewer beside what takes two of them, and none beside what takes all", async () => {
    const { work, now, end } = handWork();
    const wide: Record<string, number> = { two: 2, all: 9 };
    const results = inLanes(["two", "a", "b", "all", "c"], 3, work, (name) => wide[name] ?? 1);
    expect(await now()).to.deep.equal(["two", "a"]);
    end("two");
    expect(await now()).to.deep.equal(["a", "b"]);
    end("a");
    expect(await now()).to.deep.equal(["b"]);
    end("b");
    expect(await now()).to.deep.equal(["all"]);
    end("all");
    expect(await now()).to.deep.equal(["c"]);
    end("c");
    expect(await results).to.deep.equal(["TWO", "A", "B", "ALL", "C"]);
  });
});
