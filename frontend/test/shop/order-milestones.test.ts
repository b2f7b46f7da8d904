import { orderState } from "@waybill/protocol/orders/states";
import { expect } from "chai";
import { wordsFor } from "../../src/entities/orders/states.ts";
import { orderMilestones } from "../../src/features/orders/order-milestones.ts";
import { minorOf } from "../../src/lib/money.ts";

const at = (minute: number) => `2026-06-01T10:${String(minute).padStart(2, "0")}:00.000Z`;
const step = (version: number, event: string, from: string, to: string) => ({
  ...{ version, event, from, to, by: "saga" as const, cause: "because", at: at(version) },
});
const way = (state: string, ...transitions: ReturnType<typeof step>[]) =>
  orderMilestones({ state, placedAt: at(0), transitions }).map(({ key, state: stand }) => `${key} ${stand}`);

describe("the way of an order", () => {
  it("goes step by step, and says when each was reached", () => {
    const reserved = step(1, "reserve", "created", "reserved");
    const milestones = orderMilestones({ state: "reserved", placedAt: at(0), transitions: [reserved] });
    expect(milestones.map(({ key, state, at: when }) => [key, state, when])).to.deep.equal([
      ["placed", "done", at(0)],
      ["held", "done", at(1)],
      ["secured", "current", null],
      ["packing", "todo", null],
      ["left", "todo", null],
      ["paid", "todo", null],
    ]);
    expect(way("closed")).to.deep.equal(["placed", "held", "secured", "packing", "left", "paid"].map((key) => `${key} done`));
  });

  it("breaks off where it was called off, with the reason", () => {
    const transitions = [step(1, "reserve", "created", "reserved"), step(2, "decline", "reserved", "cancelling")];
    const milestones = orderMilestones({ state: "cancelling", placedAt: at(0), transitions });
    expect(milestones.map(({ key }) => key)).to.deep.equal(["placed", "held", "cancelled"]);
    expect(milestones.at(-1)).to.deep.include({ state: "failed", detail: "orders.end.decline", label: "orders.step.cancelling" });
    expect(way("cancelled", ...transitions, step(3, "let-go", "cancelling", "cancelled")).at(-1)).to.equal("cancelled failed");
  });

  it("is as far as the known steps led where the state is of a newer server", () => {
    expect(way("teleported", step(1, "reserve", "created", "reserved"))[1]).to.equal("held done");
    expect(way("teleported")[0]).to.equal("placed done");
  });

  it("has words for every state that there is", () => {
    for (const state of orderState.options) expect(wordsFor(state).label, state).to.equal(`orders.state.${state}`);
  });
});

describe("an amount that somebody typed", () => {
  it("becomes whole minor units of its currency, or nothing", () => {
    expect([minorOf("11.9", "EUR"), minorOf("11,90", "EUR"), minorOf(" 11 ", "EUR"), minorOf("11.", "EUR")]).to.deep.equal([
      1190, 1190, 1100, 1100,
    ]);
    expect([
      minorOf("11.901", "EUR"),
      minorOf("1e3", "EUR"),
      minorOf("-1", "EUR"),
      minorOf("", "EUR"),
      minorOf("1.5", "JPY"),
    ]).to.deep.equal(Array(5).fill(null));
    expect(minorOf("1500", "JPY")).to.equal(1500);
  });
});
