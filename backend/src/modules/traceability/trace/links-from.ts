import { spansOf, type Span } from "@waybill/protocol/trace/spans";
import { isLot } from "@waybill/protocol/identifiers/is-lot";
import type { Ctx } from "../../../platform/context.ts";
import { joinedParts, type Part } from "./joined.ts";
import { childRows, MAX_PARTS, movesOf, type ChildRow } from "./part-rows.ts";
import { WHOLE, type Nodes, type Reached, type Way } from "./reached.ts";
import { withoutDeclarations } from "./without-declarations.ts";

/** Against time: what goods were made from. With time: what became of them. */
export type Direction = "back" | "forward";

/** From what goes in to what comes out, or from what is inside to what it is in; subjects by their numbers in the walk. */
export interface Link {
  kind: "aggregation" | "association" | "transformation";
  from: number;
  to: number;
  /** Milliseconds since 1970; of a transformation when the input went in and when the output came out. */
  since: number | null;
  until: number | null;
  /** Sequences of the statements that made the link, and of the one that ended it. */
  madeBy: number[];
  endedBy: number | null;
  /** Nobody followed it: the organisation that told of it took it back. */
  declaredInError: boolean;
}

export interface Found {
  link: Link;
  /** The subject that the link leads to. */
  leadsTo: number;
  /** How that is to be followed; null when the link is only shown. */
  way: Way | null;
}

type NumberOf = Nodes["numberOf"];

/** All links of the subjects of a frontier in one direction. */
export async function linksFrom(
  ctx: Pick<Ctx, "tx">,
  numberOf: NumberOf,
  frontier: readonly Reached[],
  direction: Direction,
): Promise<{ found: Found[]; isCut: boolean }> {
  const nodes = new Map(frontier.map((node) => [node.number, node]));
  const nodeOf = (subject: string | null) => (subject === null ? undefined : nodes.get(numberOf(subject)));
  const role = direction === "back" ? "output" : "input";
  const subjects = frontier.map(({ subject }) => subject);
  const { mine, theirs, contents, isCut } = await joinedParts(ctx, subjects, { role, numberOf });
  const children = await childRows(ctx, {
    contents: contents.filter((subject) => nodeOf(subject)?.goesUp),
    units: frontier.filter(({ goesDown, subject }) => goesDown && !isLot(subject)).map(({ subject }) => subject),
  });
  const carried = children.filter(({ content }) => nodeOf(content)?.goesUp);
  const emptyings = await childRows(ctx, { emptied: [...new Set(carried.map(({ unit }) => unit))] });
  const opened = children.filter(({ unit }) => nodeOf(unit)?.goesDown);
  return {
    isCut: isCut || [children, emptyings].some(({ length }) => length >= MAX_PARTS),
    found: await withoutDeclarations(ctx, [
      ...mine.flatMap((my, place) => processLink(my, theirs[place] ?? my, nodes.get(my.subject), direction) ?? []),
      ...spanLinks([...carried, ...emptyings], numberOf, (span) => upwards(span, nodeOf(span.content))),
      ...spanLinks(opened, numberOf, (span) => downwards(span, direction)),
    ]),
  };
}

/** From a part of a node to one on the other side of its process; null where nothing leads there. */
function processLink(my: Part, their: Part, node: Reached | undefined, direction: Direction): Found | null {
  // One of the two was taken back and the other was not: then nothing joins them.
  if (node === undefined || my.isTakenBack !== their.isTakenBack) return null;
  // A unit that only carried goods leads on while it carried them; where it came from counts until then.
  if (my.at > node.until || (direction === "forward" && my.at < node.since)) return null;
  const [from, to] = direction === "back" ? [their, my] : [my, their];
  const link: Link = {
    kind: "transformation",
    from: from.subject,
    to: to.subject,
    since: from.at,
    until: to.at,
    madeBy: from.sequence === to.sequence ? from.toldBy : [from.sequence, to.sequence],
    endedBy: null,
    declaredInError: my.isTakenBack,
  };
  return { link, leadsTo: their.subject, way: my.isTakenBack ? null : WHOLE };
}

function spanLinks(
  rows: readonly ChildRow[],
  numberOf: NumberOf,
  pathOf: (span: Span) => { subject: string; way: Way } | undefined,
): Found[] {
  const inError = rows.filter(({ declaredInError, action, content }) => declaredInError && action === "ADD" && content !== null);
  return [
    ...spansOf(movesOf(rows)).flatMap((span) => {
      const path = pathOf(span);
      return path === undefined ? [] : [{ link: spanLink(span, numberOf), leadsTo: numberOf(path.subject), way: path.way }];
    }),
    ...inError.map(({ kind, content, unit, at, sequence }) => ({
      link: {
        ...{ kind, from: numberOf(content ?? ""), to: numberOf(unit), since: at, until: null },
        ...{ madeBy: [Number(sequence)], endedBy: null, declaredInError: true },
      },
      leadsTo: numberOf(unit),
      way: null,
    })),
  ];
}

function spanLink({ kind, content, unit, since, until, begunBy, endedBy }: Span, numberOf: NumberOf): Link {
  return {
    ...{ kind, from: numberOf(content), to: numberOf(unit), since, until },
    madeBy: begunBy === null ? [] : [begunBy.sequence],
    ...{ endedBy: endedBy?.sequence ?? null, declaredInError: false },
  };
}

/** To what something was in, while it is asked about. */
function upwards(span: Span, node: Reached | undefined): { subject: string; way: Way } | undefined {
  const since = Math.max(span.since ?? -Infinity, node?.since ?? -Infinity);
  const until = Math.min(span.until ?? Infinity, node?.until ?? Infinity);
  return since > until ? undefined : { subject: span.unit, way: { goesUp: true, goesDown: false, since, until } };
}

/** To what a unit held. Its other units are not where the goods asked about came from; but they may be where they went. */
function downwards(span: Span, direction: Direction): { subject: string; way: Way } {
  return { subject: span.content, way: { ...WHOLE, goesUp: direction === "forward" } };
}
