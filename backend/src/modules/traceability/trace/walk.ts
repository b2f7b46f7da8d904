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
  const links = new Map<string, Link>();
  let stoppedBy: Walked["stoppedBy"] = null;
  let frontier = nodes.changed();
  for (let level = 1; level <= limits.levels && frontier.length > 0; level++) {
    const { found, isCut } = await linksFrom(ctx, frontier, direction);
    for (const node of frontier) node.isFollowed = true;
    if (isCut) stoppedBy = "parts";
    // Where not all can be taken, it is the same ones each time.
    const isTooMuch = nodes.size + found.length > limits.nodes;
    for (const { link, way } of isTooMuch ? found.sort(bySubject) : found) {
      if (way !== null && nodes.size >= limits.nodes && !nodes.has(way.subject)) {
        stoppedBy ??= "nodes";
        continue;
      }
      links.set(`${link.from} ${link.to} ${link.kind} ${link.since} ${link.until} ${link.declaredInError}`, link);
      if (way !== null) nodes.reach(way, level);
    }
    frontier = nodes.changed();
  }
  if (frontier.length > 0) stoppedBy ??= "levels";
  return { nodes: nodes.all(), links: [...links.values()], stoppedBy };
}

function bySubject(a: Found, b: Found): number {
  const [first, second] = [a.way?.subject ?? "", b.way?.subject ?? ""];
  return first < second ? -1 : first > second ? 1 : 0;
}
