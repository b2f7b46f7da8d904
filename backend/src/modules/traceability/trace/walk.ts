import type { Ctx } from "../../../platform/context.ts";
import { linksFrom, type Direction, type Link } from "./links-from.ts";
import { linkSet } from "./link-set.ts";
import { nodesOf, type Reached } from "./reached.ts";

export interface WalkLimits {
  /** Steps from where the walk begins. */
  levels: number;
  /** Subjects that it reaches. */
  nodes: number;
}

export interface Walked {
  nodes: Reached[];
  /** All that links name, by their numbers there. */
  subjects: readonly string[];
  links: readonly Link[];
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
    level > limits.levels || frontier.length === 0 ? null : linksFrom(ctx, nodes.numberOf, frontier, direction);
  let frontier = nodes.changed();
  let asked = follow(1, frontier);
  for (let level = 1; asked !== null; level++) {
    const { found, isCut } = await asked;
    for (const node of frontier) node.isFollowed = true;
    if (isCut) stoppedBy = "parts";
    // Where not all can be taken, it is the same ones each time.
    if (nodes.size + found.length > limits.nodes) found.sort((a, b) => compared(nodes.subjects[a.leadsTo], nodes.subjects[b.leadsTo]));
    const taken = found.filter(({ leadsTo, way }) => way === null || nodes.reach(leadsTo, way, level, limits.nodes));
    if (taken.length < found.length) stoppedBy ??= "nodes";
    frontier = nodes.changed();
    asked = follow(level + 1, frontier);
    // While the database looks for the next level.
    for (const { link } of taken) links.add(link);
  }
  if (frontier.length > 0) stoppedBy ??= "levels";
  return { nodes: nodes.all(), subjects: nodes.subjects, links: links.all(), stoppedBy };
}

function compared(a = "", b = ""): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
