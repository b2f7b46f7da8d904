import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from "@dagrejs/dagre";
import type { DrawnPart } from "../model/fold.ts";

export const NODE = { width: 200, height: 70 } as const;

/** Where the middle of a node is; `fold` is the node beside which others are left out. */
export interface Placed {
  id: string;
  x: number;
  y: number;
  fold: string | null;
}

export interface Layout {
  nodes: Placed[];
  /** Ways of the lines; a fold's line has no key. */
  links: { key: string | null; points: { x: number; y: number }[] }[];
  width: number;
  height: number;
}

/** Places what is drawn from left to right, as goods went. */
export function layoutOf({ nodes, links, folds }: DrawnPart): Layout {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 18, ranksep: 70, marginx: 24, marginy: 24 });
  for (const id of nodes) graph.setNode(id, { ...NODE });
  for (const { from, to, key } of links) graph.setEdge(from, to, {}, key);
  for (const { of, isAhead } of folds) {
    const id = foldId(of);
    graph.setNode(id, { ...NODE });
    if (isAhead) graph.setEdge(of, id, {}, id);
    else graph.setEdge(id, of, {}, id);
  }
  layout(graph);
  const foldOf = new Map(folds.map(({ of }) => [foldId(of), of]));
  const { width = 0, height = 0 } = graph.graph();
  return {
    nodes: graph.nodes().map((id) => {
      const { x = 0, y = 0 } = graph.node(id);
      return { id, x, y, fold: foldOf.get(id) ?? null };
    }),
    links: graph.edges().map((edge) => ({
      key: edge.name === undefined || foldOf.has(edge.name) ? null : edge.name,
      points: fromSideToSide(graph.node(edge.v), graph.edge(edge).points ?? [], graph.node(edge.w)),
    })),
    width,
    height,
  };
}

/** Lines leave and enter at the sides that face each other, so that none seems to belong to a node that it only passes. */
function fromSideToSide(from: NodeLabel, points: readonly { x: number; y: number }[], to: NodeLabel) {
  const side = ({ x = 0, y = 0 }: NodeLabel, other: NodeLabel) => ({ x: x + (Math.sign((other.x ?? 0) - x) * NODE.width) / 2, y });
  return [side(from, to), ...points.slice(1, -1).map(({ x, y }) => ({ x, y })), side(to, from)];
}

function foldId(of: string): string {
  return `fold ${of}`;
}
