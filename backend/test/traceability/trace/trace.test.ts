import { expect } from "chai";
import { readFileSync } from "node:fs";
import { compactTraceView, containmentView, contentsView, type TraceView } from "@waybill/protocol/schemas/api/trace";
import { openTrace } from "@waybill/protocol/trace/open-trace";
import { capture } from "../../support/events.ts";
import { expectProblem } from "../../support/problem.ts";
import { traceWorld } from "../../support/trace/trace-world.ts";
import { lot, minute, packed, packedLots, seen, serial, sscc, takenBack, transformed } from "../../support/trace/supply.ts";

const DOCUMENTS = new URL("../../../../scripts/demo/documents/", import.meta.url);
const FIELD_LOT = "https://id.gs1.org/01/00860009999923/10/ABC1234";
const CASE_LOT = "https://id.gs1.org/01/10860009999920/10/ABC1234";
const CARROTS = "https://id.gs1.org/01/10860009998022/10/DEF2345";
const SALAD = "https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A";
const PALLET = "https://id.gs1.org/00/008600099999850000";

describe("the trace graph", () => {
  const { tell, get, trace, tokenFor, backend } = traceWorld();
  const goodsIn = ({ nodes }: TraceView) => nodes.filter(({ role }) => role === "goods").map(({ subject }) => subject as string);
  const carriersIn = ({ nodes }: TraceView) => nodes.filter(({ role }) => role === "carrier").map(({ subject }) => subject as string);
  const contents = async (subject: string, query: Record<string, string> = {}) =>
    contentsView.parse(await get("contents", { subject, ...query }));

  it("leads from a salad back to the field, and from the field forward to the salad", async () => {
    for (const name of ["harvest", "initial-packing", "shipping", "receiving", "transformation"]) {
      const text = readFileSync(new URL(`${name}-cte.jsonld`, DOCUMENTS), "utf8");
      await capture(backend(), { text, token: tokenFor("farm"), headers: { "GS1-Capture-Error-Behaviour": "proceed" } });
    }
    const back = await trace("back", SALAD);
    expect(goodsIn(back)).to.include.members([SALAD, CASE_LOT, CARROTS, FIELD_LOT]);
    expect(carriersIn(back)).to.deep.equal([PALLET]);
    const forward = await trace("forward", FIELD_LOT);
    expect(goodsIn(forward)).to.include.members([CASE_LOT, SALAD]).and.not.include(CARROTS);
    expect([back.stoppedBy, forward.stoppedBy]).to.deep.equal([null, null]);
  });

  it("names for each link the statement that made it and the one that ended it, whose proof can be taken away", async () => {
    const [add, take] = await tell([packed(1, "ADD", sscc(1), [serial(1)]), packed(5, "DELETE", sscc(1), [serial(1)])]);
    const { links, proofs } = await trace("forward", serial(1));
    expect(links).to.deep.equal([
      {
        ...{ kind: "aggregation", from: serial(1), to: sscc(1), since: minute(1), until: minute(5) },
        ...{ madeBy: [add], endedBy: take, declaredInError: false },
      },
    ]);
    expect((await backend().request("GET", proofs.replace("{commitment}", String(add)))).status).to.equal(200);
  });

  it("says the same in its compact form, where everything is named once", async () => {
    const events = [
      packed(1, "ADD", sscc(1), [serial(1), serial(2)]),
      packed(5, "DELETE", sscc(1), [serial(1)]),
      transformed(7, [lot("A"), lot("B")], [lot("C")]),
      transformed(8, [lot("C")], [lot("D")]),
    ];
    await tell([...events, takenBack(transformed(9, [lot("Z")], [lot("D")]))]);
    for (const [direction, subject] of [
      ["forward", serial(1)],
      ["back", lot("D")],
      ["back", sscc(1)],
    ] as const) {
      const compact = compactTraceView.parse(await get(direction, { subject, form: "compact", statements: "true" }));
      expect(openTrace(compact)).to.deep.equal(await trace(direction, subject, { statements: "true" }));
      expect(new Set(compact.subjects).size).to.equal(compact.subjects.length);
    }
  });

  it("says on request how far the statements behind the links have come, each once", async () => {
    const [add, take] = await tell([packed(1, "ADD", sscc(1), [serial(1), serial(2)]), packed(5, "DELETE", sscc(1), [serial(1)])]);
    expect(await trace("back", sscc(1))).not.to.have.property("statements");
    const { statements = [] } = await trace("back", sscc(1), { statements: "true" });
    expect(statements.map(({ commitment, authorship, state }) => ({ commitment, authorship, state }))).to.deep.equal(
      [add, take].map((commitment) => ({ commitment, authorship: "claimed", state: "stored" })),
    );
    const [first] = statements;
    expect((await backend().request("GET", `/api/events/${String(first?.eventHash)}`)).status).to.equal(200);
  });

  it("says of a link’s event that another disputes it, which takes nothing back, and not so when its own author does", async () => {
    const [disputed, withdrawn] = [packed(1, "ADD", sscc(1), [serial(1)]), packed(2, "ADD", sscc(1), [serial(2)])];
    await tell([disputed, withdrawn, takenBack(withdrawn)]);
    const marks = async () => {
      const { links, statements = [] } = await trace("back", sscc(1), { statements: "true" });
      const isDisputed = new Map(statements.map((statement) => [statement.commitment, statement.disputed]));
      return links.map(({ from, madeBy, declaredInError }) => [
        from,
        declaredInError,
        madeBy.map((commitment) => isDisputed.get(commitment)),
      ]);
    };
    const before = [
      [serial(1), false, [false]],
      [serial(2), true, [false]],
    ];
    expect(await marks()).to.have.deep.members(before);
    await tell([takenBack(disputed)], "kitchen");
    expect(await marks()).to.have.deep.members([[serial(1), false, [true]], before[1]]);
  });

  it("names on request what the lots and serials are, as far as somebody has given them names", async () => {
    const token = tokenFor("farm");
    const given = await backend().request("PUT", "/api/products/09506000134352", { token, body: { name: "Garden salad" } });
    expect(given.status, given.text).to.be.below(300);
    await tell([transformed(1, [lot("A"), "https://id.gs1.org/01/09506000134369/10/X"], [lot("B")])]);
    for (const form of ["whole", "compact"]) {
      const { products } = (await get("back", { subject: lot("B"), names: "true", form })) as TraceView;
      expect(products, form).to.deep.equal([{ gtin: "09506000134352", name: "Garden salad" }]);
    }
    expect(await trace("back", lot("B"))).not.to.have.property("products");
  });

  it("follows a unit while it carried the goods, and never to what else it held", async () => {
    await tell([
      packed(1, "ADD", sscc(1), [serial("mine")]),
      packed(2, "ADD", sscc(9), [sscc(1)]),
      packed(3, "DELETE", sscc(9), [sscc(1)]),
      packed(4, "DELETE", sscc(1), [serial("mine")]),
      packed(5, "ADD", sscc(1), [serial("other")]),
      packed(6, "ADD", sscc(8), [sscc(1)]),
    ]);
    const forward = await trace("forward", serial("mine"));
    expect(goodsIn(forward)).to.deep.equal([serial("mine")]);
    expect(carriersIn(forward)).to.have.members([sscc(1), sscc(9)]);
  });

  it("leads into a unit that was asked about, and back from its contents without their other units", async () => {
    await tell([
      transformed(1, [lot("MILK")], [lot("CHEESE")]),
      packedLots(2, "ADD", sscc(1), [[lot("CHEESE"), 5]]),
      packedLots(3, "ADD", sscc(2), [[lot("CHEESE"), 5]]),
    ]);
    expect((await trace("back", sscc(1))).nodes.map(({ subject }) => subject)).to.have.members([sscc(1), lot("CHEESE"), lot("MILK")]);
    expect(carriersIn(await trace("forward", lot("MILK")))).to.have.members([sscc(1), sscc(2)]);
  });

  it("joins a transformation told in several events by its transformationID, of one organisation only", async () => {
    const members = { transformationID: "urn:example:run-1" };
    const [input] = await tell([transformed(1, [lot("FLOUR")], [], members)]);
    const [output] = await tell([transformed(2, [], [lot("BREAD")], members)]);
    await tell([transformed(3, [lot("POISON")], [], members)], "kitchen");
    const { links, ...back } = await trace("back", lot("BREAD"));
    expect(goodsIn({ links, ...back })).to.deep.equal([lot("BREAD"), lot("FLOUR")]);
    expect(links[0]).to.deep.include({ since: minute(1), until: minute(2), madeBy: [input, output] });
  });

  it("does not count what its organisation declared in error, in whatever order the two come, and shows it", async () => {
    const event = transformed(1, [lot("A")], [lot("B")]);
    for (const told of [
      [event, takenBack(event)],
      [takenBack(event), event],
    ]) {
      const output = lot(told[0] === event ? "B" : "C");
      for (const one of told) await tell([{ ...one, outputQuantityList: [{ epcClass: output, quantity: 1 }] }]);
      const { nodes, links } = await trace("back", output);
      expect(nodes).to.have.length(1);
      expect(links.map(({ from, declaredInError }) => [from, declaredInError])).to.deep.equal([[lot("A"), true]]);
    }
  });

  it("still counts an event that another organisation stands by", async () => {
    const event = packed(1, "ADD", sscc(1), [serial(1)]);
    await tell([event]);
    await tell([event], "kitchen");
    await tell([takenBack(event)]);
    expect((await contents(sscc(1))).contents.map(({ content }) => content)).to.deep.equal([serial(1)]);
    await tell([takenBack(event)], "kitchen");
    expect((await contents(sscc(1))).contents).to.deep.equal([]);
  });

  it("ends although goods are made from themselves and units lie in each other", async () => {
    await tell([
      transformed(1, [lot("A")], [lot("B")]),
      transformed(2, [lot("B")], [lot("A")]),
      transformed(3, [lot("A")], [lot("A")]),
      packed(4, "ADD", sscc(1), [sscc(2)]),
      packed(5, "ADD", sscc(2), [sscc(1)]),
      packedLots(6, "ADD", sscc(1), [[lot("A"), 1]]),
    ]);
    for (const subject of [lot("A"), sscc(1)])
      for (const direction of ["back", "forward"] as const) expect((await trace(direction, subject)).stoppedBy, subject).to.equal(null);
    expect((await contents(sscc(1), { levels: "50" })).contents.map(({ content }) => content)).to.have.members([
      sscc(2),
      lot("A"),
      sscc(1),
    ]);
  });

  it("says by what it was stopped, and gives the same answer each time", async () => {
    const outputs = Array.from({ length: 20 }, (_, n) => lot(`OUT-${n}`));
    await tell([transformed(1, [lot("IN")], outputs), transformed(2, [lot("OUT-1")], [lot("LAST")])]);
    const few = await trace("forward", lot("IN"), { nodes: "5" });
    expect(few.nodes).to.have.length(5);
    expect(few.stoppedBy).to.equal("nodes");
    expect(await trace("forward", lot("IN"), { nodes: "5" })).to.deep.equal(few);
    const near = await trace("forward", lot("IN"), { levels: "1" });
    expect(near.stoppedBy).to.equal("levels");
    expect(near.nodes.filter(({ followed }) => !followed)).to.have.length(20);
  });

  it("knows a subject that nobody has reported by itself alone", async () => {
    expect((await trace("back", lot("NOWHERE"))).nodes).to.deep.equal([
      { subject: lot("NOWHERE"), level: 0, role: "goods", followed: true },
    ]);
  });

  describe("the contents of a unit", () => {
    beforeEach(() =>
      tell([
        packedLots(1, "ADD", sscc(1), [[lot("A"), 25]]),
        packedLots(3, "DELETE", sscc(1), [[lot("A"), 10]]),
        packed(4, "ADD", sscc(2), [sscc(1)]),
        packed(8, "DELETE", sscc(1), []),
      ]),
    );

    it("are those of the moment that was asked for, amounts included", async () => {
      const amounts = async (at?: number) => {
        const view = await contents(sscc(1), at === undefined ? {} : { at: minute(at) });
        return view.contents.map(({ amount }) => amount?.value);
      };
      expect([await amounts(0), await amounts(1), await amounts(3), await amounts(8), await amounts()]).to.deep.equal([
        [],
        ["25"],
        ["15"],
        [],
        [],
      ]);
    });

    it("are listed level by level", async () => {
      const { contents: found } = await contents(sscc(2), { at: minute(5), levels: "3" });
      expect(found.map(({ content, level }) => [content, level])).to.deep.equal([
        [sscc(1), 1],
        [lot("A"), 2],
      ]);
    });

    it("are told with where each thing was, by time", async () => {
      const view = containmentView.parse(await get("containment", { subject: sscc(1) }));
      expect(view.inside.map(({ unit, since, until }) => [unit, since, until])).to.deep.equal([[sscc(2), minute(4), null]]);
      expect(view.held.map(({ since, until, amount }) => [since, until, amount?.value])).to.deep.equal([
        [minute(1), minute(3), "25"],
        [minute(3), minute(8), "15"],
      ]);
    });

    it("do not depend on the order in which the events are captured", async () => {
      const before = containmentView.parse(await get("containment", { subject: sscc(5) }));
      expect(before.held).to.deep.equal([]);
      await tell([packed(9, "DELETE", sscc(5), [])]);
      await tell([packed(2, "ADD", sscc(5), [serial(2)])]);
      await tell([packed(1, "ADD", sscc(5), [serial(1)]), packed(6, "DELETE", sscc(5), [serial(2)])]);
      const { held } = containmentView.parse(await get("containment", { subject: sscc(5) }));
      expect(held.map(({ content, since, until }) => [content, since, until])).to.deep.equal([
        [serial(1), minute(1), minute(9)],
        [serial(2), minute(2), minute(6)],
      ]);
    });

    it("may have been taken out without ever having been put in", async () => {
      await tell([packed(4, "DELETE", sscc(6), [serial(7)])]);
      expect((await contents(sscc(6), { at: minute(3) })).contents.map(({ since, endedBy }) => [since, endedBy !== null])).to.deep.equal([
        [null, true],
      ]);
      expect((await contents(sscc(6), { at: minute(4) })).contents).to.deep.equal([]);
    });
  });

  it("refuses what names no subject, and limits beyond its own", async () => {
    const code = (path: string) => backend().request("GET", `/api/trace/${path}`);
    for (const path of ["back", "forward", "contents", "containment"])
      expectProblem(await code(`${path}?subject=https://id.gs1.org/01/09506000134352`), 400, "traceability.invalid-subject");
    for (const limits of ["nodes=10001", "nodes=0", "levels=51", "levels=x"])
      expectProblem(await code(`back?subject=${encodeURIComponent(lot("A"))}&${limits}`), 400, "platform.bad-request");
    expectProblem(await code(`contents?subject=${encodeURIComponent(sscc(1))}&at=yesterday`), 400, "platform.bad-request");
  });

  it("refuses a parameter that it does not know, instead of answering as if it had done what was asked", async () => {
    for (const path of ["back", "forward", "contents", "containment", "state", "history", "balance", "findings"]) {
      const answer = await backend().request("GET", `/api/trace/${path}?subject=${encodeURIComponent(lot("A"))}&depth=3`);
      expect(expectProblem(answer, 400, "platform.bad-request").detail, path).to.include("depth");
    }
  });

  it("takes no lot for a unit: what is said to be packed into one is in nothing", async () => {
    await tell([packed(1, "ADD", lot("A"), [serial(1)])]);
    expect((await trace("forward", serial(1))).nodes).to.have.length(1);
    expect((await contents(lot("A"))).contents).to.deep.equal([]);
  });

  it("does not follow events that only see things", async () => {
    await tell([seen(1, [serial(1), serial(2)])]);
    expect((await trace("forward", serial(1))).nodes).to.have.length(1);
  });
});
