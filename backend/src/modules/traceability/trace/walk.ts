import { spansOf, type Span } from "@waybill/protocol/trace/spans";
import type { Ctx } from "../../../platform/context.ts";
import { nodesOf, type Reached } from "./reached.ts";
import { MAX_PARTS, movesOf, partsAtJoints, partsOfSubjects, type PartRow } from "./part-rows.ts";

/** Against time: what goods were made from. With time: what became of them. */
export type Direction = "back" | "forward";

export interface WalkLimits {
  /** Steps from where the walk begins. */
  levels: number;
  /** Subjects that it reaches. */
  nodes: number;
}

/** From what goes in to what comes out, or from what is inside to what it is in. */
export interface Link {
  kind: PartRow["kind"];
  from: string;
  to: string;
  /** Milliseconds since 1970; of a transformation when the input went in and when the output came out. */
  since: number | null;
  until: number | null;
  /** Sequences of the statements that made the link, and of the one that ended it. */
  madeBy: string[];
  endedBy: string | null;
  /** Nobody followed it: an organisation took it back. */
  declaredInError: boolean;
}

export interface Walked {
  nodes: Reached[];
  links: Link[];
  /** What stopped the walk before its end. */
  stoppedBy: "levels" | "nodes" | "parts" | null;
}

/**
 * Walks from subjects level by level, two questions to the database for each. What was reached with a restriction, and is reached again
 * without, is walked on from once more; nothing else is, so circles end.
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
    const found = await linksFrom(ctx, frontier, direction);
    for (const node of frontier) node.isFollowed = true;
    if (found.isCut) stoppedBy = "parts";
    // Where not all can be taken, it is the same ones each time.
    const isTooMuch = nodes.size + found.links.length > limits.nodes;
    for (const { link, reach } of isTooMuch ? found.links.sort(bySubject) : found.links) {
      const isKnown = reach === null || nodes.has(reach.subject);
      if (!isKnown && nodes.size >= limits.nodes) {
        stoppedBy ??= "nodes";
        continue;
      }
      links.set(`${link.kind} ${link.from} ${link.to} ${link.since} ${link.until} ${link.declaredInError}`, link);
      if (reach !== null) nodes.reach(reach, level);
    }
    frontier = nodes.changed();
  }
  if (frontier.length > 0) stoppedBy ??= "levels";
  return { nodes: nodes.all(), links: [...links.values()], stoppedBy };
}

interface Found {
  link: Link;
  /** What the link leads to; null when it is only shown. */
  reach: Omit<Reached, "level" | "isFollowed"> | null;
}

function bySubject(a: Found, b: Found): number {
  const [first, second] = [a.reach?.subject ?? "", b.reach?.subject ?? ""];
  return first < second ? -1 : first > second ? 1 : 0;
}

async function linksFrom(
  ctx: Pick<Ctx, "tx">,
  frontier: readonly Reached[],
  direction: Direction,
): Promise<{ links: Found[]; isCut: boolean }> {
  const [mine, other] = direction === "back" ? (["output", "input"] as const) : (["input", "output"] as const);
  const nodes = new Map(frontier.map((node) => [node.subject, node]));
  const own = await partsOfSubjects(ctx, [...nodes.keys()], ["child", mine]);
  const carried = own.filter(({ role, subject }) => role === "child" && nodes.get(subject ?? "")?.goesUp);
  const made = own.filter((part) => part.role === mine && isWithin(part, nodes.get(part.subject ?? ""), direction));
  const joints = await partsAtJoints(ctx, {
    processes: [...new Set(made.map(({ joint }) => joint))],
    role: other,
    units: frontier.filter(({ goesDown }) => goesDown).map(({ subject }) => subject),
    emptied: [...new Set(carried.map(({ joint }) => joint))],
  });
  const opened = joints.filter(({ role, joint }) => role === "child" && nodes.get(joint)?.goesDown);
  const processed = Map.groupBy(
    joints.filter(({ role }) => role === other),
    ({ joint }) => joint,
  );
  return {
    isCut: own.length >= MAX_PARTS || joints.length >= MAX_PARTS,
    links: [
      ...made.flatMap((part) => (processed.get(part.joint) ?? []).flatMap((end) => processLink(part, end, direction))),
      ...spanLinks([...carried, ...joints.filter(({ subject }) => subject === null)], (span) => upwards(span, nodes)),
      ...spanLinks(opened, (span) => downwards(span, direction)),
    ],
  };
}

/** While a unit carried the goods; where it came from counts until then. */
function isWithin({ at }: PartRow, node: Reached | undefined, direction: Direction): boolean {
  return node !== undefined && at <= node.until && (direction === "back" || at >= node.since);
}

function processLink(part: PartRow, end: PartRow, direction: Direction): Found[] {
  if (part.subject === null || end.subject === null || part.subject === end.subject) return [];
  // An event that was taken back joins nothing to events that were not.
  if (part.declaredInError !== end.declaredInError) return [];
  const [from, to] = direction === "back" ? [end, part] : [part, end];
  const link: Link = {
    ...{ kind: "transformation", from: from.subject as string, to: to.subject as string, since: from.at, until: to.at },
    madeBy: [...new Set([from.sequence, to.sequence])],
    ...{ endedBy: null, declaredInError: part.declaredInError },
  };
  const reach = { subject: end.subject, goesUp: true, goesDown: true, since: -Infinity, until: Infinity };
  return [{ link, reach: part.declaredInError ? null : reach }];
}

function spanLinks(rows: readonly PartRow[], reach: (span: Span) => Found["reach"] | undefined): Found[] {
  const inError = rows.filter(({ declaredInError, action }) => declaredInError && action === "ADD");
  return [
    ...spansOf(movesOf(rows)).flatMap((span) => {
      const end = reach(span);
      return end === undefined ? [] : [{ link: spanLink(span), reach: end }];
    }),
    ...inError.map((row) => ({
      link: {
        ...{ kind: row.kind, from: row.subject as string, to: row.joint, since: row.at, until: null },
        ...{ madeBy: [row.sequence], endedBy: null, declaredInError: true },
      },
      reach: null,
    })),
  ];
}

function spanLink({ kind, content, unit, since, until, begunBy, endedBy }: Span): Link {
  return {
    ...{ kind, from: content, to: unit, since, until },
    madeBy: begunBy === null ? [] : [String(begunBy.sequence)],
    ...{ endedBy: endedBy === null ? null : String(endedBy.sequence), declaredInError: false },
  };
}

/** To what something was in, while it is asked about. */
function upwards(span: Span, nodes: ReadonlyMap<string, Reached>): Found["reach"] | undefined {
  const node = nodes.get(span.content);
  const since = Math.max(span.since ?? -Infinity, node?.since ?? -Infinity);
  const until = Math.min(span.until ?? Infinity, node?.until ?? Infinity);
  return since > until ? undefined : { subject: span.unit, goesUp: true, goesDown: false, since, until };
}

/** To what a unit held. Its other units are not where the goods asked about came from; but they may be where they went. */
function downwards(span: Span, direction: Direction): Found["reach"] {
  return { subject: span.content, goesUp: direction === "forward", goesDown: true, since: -Infinity, until: Infinity };
}
