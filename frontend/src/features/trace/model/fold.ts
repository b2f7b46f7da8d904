import type { TraceGraph } from "./graph.ts";

/** A node with more than this many is drawn with the first few, until somebody unfolds it. */
const MANY_CHILDREN = 10;
const SHOWN_CHILDREN = 6;
/** More than this is drawn only where somebody asked for it: nobody can read it, and no drawing stays quick. */
export const MAX_DRAWN = 300;
/** As many more as one unfolding shows. */
const STEP = 50;

/** How many nodes somebody asked to see beside a node: none when it was folded. */
export type Folding = ReadonlyMap<string, number>;

/** Where nodes are left out: beside which node, how many of how many, and whether links lead on to them or come from them. */
export interface Fold {
  of: string;
  shown: number;
  hidden: number;
  isAhead: boolean;
}

export interface DrawnPart {
  nodes: string[];
  links: { from: string; to: string; key: string }[];
  folds: Fold[];
  /** Nodes behind the folds, those that only lead on from them included. */
  folded: number;
}

interface Child {
  subject: string;
  isAhead: boolean;
}

/** What of a graph is drawn: from the goods asked about outwards, with folds where a node leads to many. */
export function drawnPart(graph: TraceGraph, folding: Folding): DrawnPart {
  const children = treeOf(graph);
  const shown = new Set<string>();
  const folds: Fold[] = [];
  const queue = [graph.subject];
  for (let subject = queue.shift(); subject !== undefined; subject = queue.shift()) {
    shown.add(subject);
    const own = children.get(subject) ?? [];
    const room = Math.max(0, MAX_DRAWN - shown.size - queue.length);
    const count = folding.get(subject) ?? Math.min(usualOf(own.length), room);
    const first = own[count];
    if (first !== undefined) folds.push({ of: subject, shown: count, hidden: own.length - count, isAhead: first.isAhead });
    queue.push(...own.slice(0, count).map((child) => child.subject));
  }
  return {
    nodes: [...shown],
    links: graph.links.filter(({ from, to }) => shown.has(from) && shown.has(to)).map(({ from, to, key }) => ({ from, to, key })),
    folds,
    folded: graph.nodes.size - shown.size,
  };
}

/** The same, with more of what a fold leaves out. */
export function unfolded(folding: Folding, { of, shown }: Fold): Folding {
  return new Map([...folding, [of, shown + STEP]]);
}

/** The same, with nothing beside a node; with what is usual there when it was folded already. */
export function folded(folding: Folding, subject: string): Folding {
  const others = new Map(folding);
  if (folding.get(subject) === 0) others.delete(subject);
  else others.set(subject, 0);
  return others;
}

function usualOf(children: number): number {
  return children <= MANY_CHILDREN ? children : SHOWN_CHILDREN;
}

/** Each node under the one that first leads to it. Parts that the filters cut off come last beside the goods asked about, without a line. */
function treeOf({ subject, nodes, links }: TraceGraph): Map<string, Child[]> {
  const sides = links.flatMap(({ from, to }) => [
    { of: from, child: { subject: to, isAhead: true } },
    { of: to, child: { subject: from, isAhead: false } },
  ]);
  const beside = Map.groupBy(sides, ({ of }) => of);
  const byLevel = [...nodes.values()].sort((a, b) => Math.abs(a.level) - Math.abs(b.level)).map((node) => node.subject);
  const children = new Map<string, Child[]>();
  const seen = new Set<string>();
  const parts: Child[] = [];
  for (const root of [subject, ...byLevel]) {
    if (seen.has(root)) continue;
    if (root !== subject) parts.push({ subject: root, isAhead: true });
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
  return children.set(subject, [...(children.get(subject) ?? []), ...parts]);
}
