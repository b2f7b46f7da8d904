import type { Ctx } from "../../../platform/context.ts";
import { linksFrom, type Direction, type Found, type Link } from "./links-from.ts";
import { nodesOf, type Reached } from "./reached.ts";

export interface WalkLimits {
  /** Steps from where the walk begins. */
  levels: number;
  /** Subjects that it reaches. */
  nodes: number;
}

export interface Walked {
  nodes: Reached[];
  links: Link[];
  /** What stopped the walk before its end. */
  stoppedBy: "levels" | "nodes" | "parts" | null;
}

/**
 * Walks from subjects level by level, with a few questions to the database for each, however many subjects a level has. What was reached with
 * a restriction, and is reached again without, is walked on from once more; nothing else is, so circles end.
 *
 * A lot is followed whole: its parts cannot be told apart. A unit that only carried goods is followed to what it was in, and to what it
 * was made into, while it carried them, never to what else it held.
 */
export async function walk(ctx: Pick<Ctx, "tx">, roots: readonly string[], direction: Direction, limits: WalkLimits): Promise<Walked> {
  const nodes = nodesOf(roots);
  const links = linkSet();
  let stoppedBy: Walked["stoppedBy"] = null;
  const follow = (level: number, frontier: readonly Reached[]) =>
    level > limits.levels || frontier.length === 0 ? null : linksFrom(ctx, frontier, direction);
  let frontier = nodes.changed();
  let asked = follow(1, frontier);
  for (let level = 1; asked !== null; level++) {
    const { found, isCut } = await asked;
    for (const node of frontier) node.isFollowed = true;
    if (isCut) stoppedBy = "parts";
    // Where not all can be taken, it is the same ones each time.
    const isTooMuch = nodes.size + found.length > limits.nodes;
    const taken = (isTooMuch ? found.sort(bySubject) : found).filter(({ path }) => path === null || nodes.reach(path, level, limits.nodes));
    if (taken.length < found.length) stoppedBy ??= "nodes";
    frontier = nodes.changed();
    asked = follow(level + 1, frontier);
    // While the database looks for the next level.
    for (const { link } of taken) links.add(link);
  }
  if (frontier.length > 0) stoppedBy ??= "levels";
  return { nodes: nodes.all(), links: links.all(), stoppedBy };
}

function bySubject(a: Found, b: Found): number {
  const [first, second] = [a.path?.subject ?? "", b.path?.subject ?? ""];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Links, each once: who is followed again finds the same ones again. */
function linkSet() {
  const between = new Map<string, Map<string, Link[]>>();
  const links: Link[] = [];
  return {
    add(link: Link): void {
      const from = between.get(link.from) ?? new Map<string, Link[]>();
      between.set(link.from, from);
      const known = from.get(link.to) ?? [];
      if (known.some((other) => isSame(other, link))) return;
      from.set(link.to, [...known, link]);
      links.push(link);
    },
    all: () => links,
  };
}

function isSame(a: Link, b: Link): boolean {
  return a.kind === b.kind && a.since === b.since && a.until === b.until && a.declaredInError === b.declaredInError;
}
