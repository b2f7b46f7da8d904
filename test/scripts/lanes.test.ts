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

  it("let nothing run beside what has to be alone", async () => {
    const { work, now, end } = handWork();
    const results = inLanes(["a", "alone", "b"], 2, work, (name) => name === "alone");
    expect(await now()).to.deep.equal(["a"]);
    end("a");
    expect(await now()).to.deep.equal(["alone"]);
    end("alone");
    expect(await now()).to.deep.equal(["b"]);
    end("b");
    expect(await results).to.deep.equal(["A", "ALONE", "B"]);
  });
});
