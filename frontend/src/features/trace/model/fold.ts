import type { TraceGraph } from "./graph.ts";

/** A node with more than this many is drawn with the first few, until somebody unfolds it. */
const MANY_CHILDREN = 10;
const SHOWN_CHILDREN = 6;
/** More than this nobody can read, and no drawing stays quick. */
export const MAX_DRAWN = 300;

export type Folding = ReadonlyMap<string, "folded" | "unfolded">;

/** Where nodes are left out: beside which node, how many, and whether links lead on to them or come from them. */
export interface Fold {
  of: string;
  hidden: number;
  isAhead: boolean;
}

export interface DrawnPart {
  nodes: string[];
  links: { from: string; to: string; key: string }[];
  folds: Fold[];
  /** Nodes that are left out without a fold: there are too many. */
  left: number;
}

interface Child {
  subject: string;
  isAhead: boolean;
}

/** What of a graph is drawn: from the goods asked about outwards, with folds where a node leads to many. */
export function drawnPart(graph: TraceGraph, folding: Folding): DrawnPart {
  const { roots, children } = forestOf(graph);
  const shown = new Set<string>();
  const folds: Fold[] = [];
  const queue = [...roots];
  let left = 0;
  for (let subject = queue.shift(); subject !== undefined; subject = queue.shift()) {
    if (shown.size >= MAX_DRAWN) {
      left += 1 + queue.length;
      break;
    }
    shown.add(subject);
    const own = children.get(subject) ?? [];
    const count = shownOf(own.length, folding.get(subject));
    const first = own[count];
    if (first !== undefined) folds.push({ of: subject, hidden: own.length - count, isAhead: first.isAhead });
    queue.push(...own.slice(0, count).map((child) => child.subject));
  }
  return {
    nodes: [...shown],
    links: graph.links.filter(({ from, to }) => shown.has(from) && shown.has(to)).map(({ from, to, key }) => ({ from, to, key })),
    folds,
    left,
  };
}

function shownOf(children: number, state: "folded" | "unfolded" | undefined): number {
  if (state === "folded") return 0;
  return state === "unfolded" || children <= MANY_CHILDREN ? children : SHOWN_CHILDREN;
}

/** Each node under the one that first leads to it; parts that the filters cut off have roots of their own. */
function forestOf({ subject, nodes, links }: TraceGraph): { roots: string[]; children: Map<string, Child[]> } {
  const sides = links.flatMap(({ from, to }) => [
    { of: from, child: { subject: to, isAhead: true } },
    { of: to, child: { subject: from, isAhead: false } },
  ]);
  const beside = Map.groupBy(sides, ({ of }) => of);
  const byLevel = [...nodes.values()].sort((a, b) => Math.abs(a.level) - Math.abs(b.level)).map((node) => node.subject);
  const children = new Map<string, Child[]>();
  const seen = new Set<string>();
  const roots: string[] = [];
  for (const root of [subject, ...byLevel]) {
    if (seen.has(root)) continue;
    roots.push(root);
    seen.add(root);
    const reached = [root];
    // Grows while it is walked through: what comes first leads to what comes later.
    for (const next of reached) {
      const own = [...new Map((beside.get(next) ?? []).map(({ child }) => [child.subject, child])).values()];
      const fresh = own.filter((child) => !seen.has(child.subject));
      for (const child of fresh) seen.add(child.subject);
      reached.push(...fresh.map((child) => child.subject));
      children.set(next, fresh);
    }
  }
  return { roots, children };
}
