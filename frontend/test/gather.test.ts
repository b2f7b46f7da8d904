import { expect } from "chai";
import { waitFor } from "../../scripts/services/wait-for.ts";
import { gather } from "../src/lib/api/gather.ts";

describe("gathering", () => {
  it("hands on what comes together in one step, and each name once", async () => {
    const steps: number[][] = [];
    const gathering = gather<number>(10, (items) => steps.push(items));
    gathering.add("a", 1);
    gathering.add("b", 2);
    gathering.add("a", 3);
    await waitFor(() => steps.length > 0, { what: "the step" });
    expect(steps).to.deep.equal([[3, 2]]);
    gathering.add("a", 4);
    await waitFor(() => steps.length > 1, { what: "the next step" });
    expect(steps[1]).to.deep.equal([4]);
    gathering.stop();
  });

  it("hands on nothing once it is stopped", async () => {
    const steps: number[][] = [];
    const [stopped, other] = [gather<number>(10, (items) => steps.push(items)), gather<number>(10, (items) => steps.push(items))];
    stopped.add("a", 1);
    stopped.stop();
    other.add("b", 2);
    await waitFor(() => steps.length > 0, { what: "the step" });
    expect(steps).to.deep.equal([[2]]);
    other.stop();
  });
});
