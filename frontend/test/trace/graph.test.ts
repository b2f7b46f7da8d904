import { expect } from "chai";
import { layoutOf } from "../../src/features/trace/graph/layout.ts";
import { centredOn, isSeen, nextNode, startOf, wholeOf, zoomed } from "../../src/features/trace/graph/view.ts";
import { readTraceFilters } from "../../src/features/trace/model/filters.ts";
import { drawnPart, folded as foldedAt, MAX_DRAWN, unfolded } from "../../src/features/trace/model/fold.ts";
import { filtered, graphOf, proofsOf, timesOf, type TraceGraph } from "../../src/features/trace/model/graph.ts";
import { csvRow, sortedLinks } from "../../src/features/trace/model/rows.ts";
import { CARROTS, CASES, FIELD, PALLET, traceAnswer, wideTrace } from "../fixtures/trace.ts";
import { createLettuce, SALAD, type Lettuce } from "../fixtures/lettuce.ts";

describe("the graph of a trace", () => {
  let lettuce: Lettuce;
  let graph: TraceGraph;
  before(async function () {
    this.timeout(60_000);
    lettuce = await createLettuce();
    graph = graphOf(SALAD, [traceAnswer(lettuce, "back"), traceAnswer(lettuce, "forward")]);
  });
  const linksLeft = (filters: Parameters<typeof filtered>[1]) => filtered(graph, filters).links.map(({ from, to }) => [from, to]);

  it("holds what both directions reach once, with levels below zero on the way back", () => {
    const twice = graphOf(SALAD, [traceAnswer(lettuce, "back"), traceAnswer(lettuce, "back")]);
    expect(twice.links).to.have.length(4);
    expect([...graph.nodes.values()].map(({ subject, level }) => [subject, level])).to.deep.equal([
      ...[
        [SALAD, 0],
        [CARROTS, -1],
        [CASES, -1],
        [PALLET, -2],
        [FIELD, -2],
      ],
    ]);
  });

  it("says no more of a proof than the weakest statement allows", () => {
    const [signed, claimed] = graph.links.flatMap(({ statements }) => statements);
    if (signed === undefined || claimed === undefined) throw new Error("the fixture names no statements");
    expect(proofsOf([signed], false)).to.deep.equal(["final", "anchored", "signed"]);
    expect(proofsOf([signed, { ...signed, state: "included" }], false)).to.deep.equal(["anchored", "signed"]);
    expect(proofsOf([signed, claimed], true)).to.deep.equal(["error", "disputed", "waiting", "claimed"]);
    expect(proofsOf([{ ...signed, disputed: true }], false)).to.deep.equal(["disputed", "final", "anchored", "signed"]);
    expect(proofsOf([], false)).to.deep.equal(["waiting", "claimed"]);
  });

  it("is filtered by kind, by proof and by time, and keeps the goods asked about", () => {
    expect(linksLeft({ kind: "aggregation" })).to.deep.equal([[CASES, PALLET]]);
    expect(linksLeft({ proof: "claimed" })).to.deep.equal([[CASES, PALLET]]);
    expect(linksLeft({ proof: "error" })).to.deep.equal([[CARROTS, SALAD]]);
    expect(linksLeft({ proof: "disputed" })).to.deep.equal([[CASES, PALLET]]);
    expect(readTraceFilters({ proof: "disputed" })).to.deep.equal({ proof: "disputed" });
    expect(linksLeft({ to: "2026-04-17T23:59" })).to.deep.equal([[FIELD, CASES]]);
    // The pallet still holds them: what has no end goes on.
    expect(linksLeft({ from: "2026-04-21T00:00" })).to.deep.equal([[CASES, PALLET]]);
    expect([...filtered(graph, { kind: "association" }).nodes.keys()]).to.deep.equal([SALAD]);
    expect(timesOf(graph)).to.deep.equal({ first: Date.parse("2026-04-17T10:00:00Z"), last: Date.parse("2026-04-20T09:00:00Z") });
  });

  it("folds a node that leads to many, shows more of it step by step, and says how many are folded", () => {
    const wide = graphOf(SALAD, [wideTrace(lettuce, 2_000)]);
    const folded = drawnPart(wide, new Map());
    expect(folded.nodes).to.have.length(7);
    expect(folded.folds).to.deep.equal([{ of: SALAD, shown: 6, hidden: 1_994, isAhead: true }]);
    const [fold] = folded.folds;
    const open = drawnPart(wide, unfolded(new Map(), fold ?? expect.fail("nothing is folded")));
    expect([open.nodes.length, open.folded, open.links.length]).to.deep.equal([57, 2_001 - 57, 56]);
    const closed = foldedAt(new Map(), CASES);
    expect(drawnPart(graph, closed).nodes).to.have.members([SALAD, CARROTS, CASES]);
    expect(drawnPart(graph, foldedAt(closed, CASES)).nodes).to.have.length(5);
  });

  it("draws no more than can be read: where there is no room, the rest of a group is folded beside its node", () => {
    const links = Array.from({ length: 400 }, (_, index) => [`${SALAD}${index - (index % 8)}`, `${SALAD}${index}x`] as const);
    const starts = [...new Set(links.map(([from]) => from))];
    const joined = [...starts.map((to) => [SALAD, to] as const), ...links];
    const large: TraceGraph = {
      subject: SALAD,
      names: new Map(),
      nodes: new Map(
        [SALAD, ...joined.map(([, to]) => to)].map((subject) => [subject, { subject, level: 1, isCarrier: false, isFollowed: true }]),
      ),
      links: joined.map(([from, to]) => ({
        ...{ key: `${from} ${to}`, kind: "transformation", from, to, since: null, until: null },
        statements: [],
        proofs: [],
      })),
    };
    const part = drawnPart(large, new Map([[SALAD, starts.length]]));
    expect(part.nodes).to.have.length(MAX_DRAWN);
    expect(part.folded).to.equal(large.nodes.size - MAX_DRAWN);
    expect(part.folds.reduce((sum, { hidden }) => sum + hidden, 0)).to.equal(part.folded);
  });

  it("is drawn from left to right as goods went, without two nodes in one place", () => {
    const layout = layoutOf(drawnPart(graph, new Map()));
    const x = Object.fromEntries(layout.nodes.map((node) => [node.id, node.x]));
    expect(x[FIELD]).to.be.lessThan(x[CASES] ?? 0);
    expect(x[CASES]).to.be.lessThan(x[SALAD] ?? 0);
    expect(new Set(layout.nodes.map((node) => `${node.x} ${node.y}`)).size).to.equal(5);
    expect(layout.links.map(({ key }) => key)).to.have.members(graph.links.map(({ key }) => key));
  });

  it("is walked through with arrow keys, along the way that they point", () => {
    const { nodes } = layoutOf(drawnPart(graph, new Map()));
    const at = (id: string) => nodes.find((node) => node.id === id) ?? expect.fail(`${id} is not drawn`);
    expect(nextNode(nodes, at(FIELD), [1, 0])?.id).to.equal(CASES);
    expect(nextNode(nodes, at(FIELD), [-1, 0])).to.equal(undefined);
  });

  it("keeps the middle of what is seen when it is zoomed, and begins at the goods asked about", () => {
    const layout = layoutOf(drawnPart(graphOf(SALAD, [wideTrace(lettuce, 60)]), new Map([[SALAD, 60]])));
    const asked = layout.nodes.find(({ id }) => id === SALAD) ?? expect.fail("it is not drawn");
    const start = startOf(layout, SALAD, 1280);
    expect(centredOn(start, asked)).to.deep.equal(start);
    const near = zoomed(start, 2);
    expect([near.width, near.x + near.width / 2]).to.deep.equal([start.width / 2, asked.x]);
    expect(layout.nodes.every((node) => isSeen(wholeOf(layout), node))).to.equal(true);
  });

  it("reads filters from any address, and leaves out what makes no sense", () => {
    const good = { direction: "back", levels: 7, kind: "aggregation", proof: "final", from: "2026-04-17T10:00", node: SALAD };
    expect(readTraceFilters(good)).to.deep.equal(good);
    expect(
      readTraceFilters({ direction: "up", levels: 99, kind: 1, proof: "", from: "2026-99-99T10:00", to: "now", at: {} }),
    ).to.deep.equal({});
  });

  it("is the same as a table, in any order, and as rows of a file with whole identifiers", () => {
    const up = sortedLinks(graph.links, { column: "since", isDown: false });
    expect(up[0]?.from).to.equal(FIELD);
    expect(sortedLinks(graph.links, { column: "proof", isDown: true }).at(-1)?.to).to.equal(PALLET);
    const [row] = up.map((link) => csvRow(link, (subject) => (subject === CASES ? "Iceberg lettuce" : undefined)));
    expect(row?.slice(0, 3)).to.deep.equal([FIELD, CASES, "transformation"]);
    expect(up.map((link) => csvRow(link, () => undefined)[5])).to.include("disputed waiting claimed");
    expect(row?.slice(-3)).to.deep.equal([lettuce.journey.statements[0]?.commitment, null, "Iceberg lettuce"]);
  });
});
