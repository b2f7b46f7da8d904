import { spansOf, type Span } from "@waybill/protocol/trace/spans";
import { isLot } from "@waybill/protocol/identifiers/is-lot";
import type { Ctx } from "../../../platform/context.ts";
import { joinedParts, type Pair } from "./joined.ts";
import { childRows, MAX_PARTS, movesOf, type ChildRow } from "./part-rows.ts";
import type { Reached, Path } from "./reached.ts";

/** Against time: what goods were made from. With time: what became of them. */
export type Direction = "back" | "forward";

/** From what goes in to what comes out, or from what is inside to what it is in. */
export interface Link {
  kind: "aggregation" | "association" | "transformation";
  from: string;
  to: string;
  /** Milliseconds since 1970; of a transformation when the input went in and when the output came out. */
  since: number | null;
  until: number | null;
  /** Sequences of the statements that made the link, and of the one that ended it. */
  madeBy: number[];
  endedBy: number | null;
  /** Nobody followed it: an organisation took it back. */
  declaredInError: boolean;
}

export interface Found {
  link: Link;
  /** What the link leads to; null when it is only shown. */
  path: Path | null;
}

/** All links of these subjects in one direction. */
export async function linksFrom(
  ctx: Pick<Ctx, "tx">,
  frontier: readonly Reached[],
  direction: Direction,
): Promise<{ found: Found[]; isCut: boolean }> {
  const nodes = new Map(frontier.map((node) => [node.subject, node]));
  const { pairs, contents, isCut } = await joinedParts(ctx, [...nodes.keys()], direction === "back" ? "output" : "input");
  const children = await childRows(ctx, {
    contents: contents.filter((subject) => nodes.get(subject)?.goesUp),
    units: frontier.filter(({ goesDown, subject }) => goesDown && !isLot(subject)).map(({ subject }) => subject),
  });
  const carried = children.filter(({ content }) => nodes.get(content ?? "")?.goesUp);
  const emptyings = await childRows(ctx, { emptied: [...new Set(carried.map(({ unit }) => unit))] });
  const opened = children.filter(({ unit }) => nodes.get(unit)?.goesDown);
  return {
    isCut: isCut || [children, emptyings].some(({ length }) => length >= MAX_PARTS),
    found: [
      ...pairs.flatMap((pair) => pairLink(pair, nodes, direction)),
      ...spanLinks([...carried, ...emptyings], (span) => upwards(span, nodes)),
      ...spanLinks(opened, (span) => downwards(span, direction)),
    ],
  };
}

function pairLink(pair: Pair, nodes: ReadonlyMap<string, Reached>, direction: Direction): Found[] {
  const { from, to, madeBy, fromAt: since, toAt: until, declaredInError } = pair;
  const [mine, other] = direction === "back" ? [to, from] : [from, to];
  const node = nodes.get(mine);
  if (node === undefined || declaredInError === null) return [];
  // A unit that only carried goods leads on while it carried them; where it came from counts until then.
  const isWithin = direction === "back" ? until <= node.until : since <= node.until && since >= node.since;
  if (!isWithin) return [];
  const path = { subject: other, goesUp: true, goesDown: true, since: -Infinity, until: Infinity };
  return [
    {
      link: { kind: "transformation", from, to, since, until, madeBy, endedBy: null, declaredInError },
      path: declaredInError ? null : path,
    },
  ];
}

function spanLinks(rows: readonly ChildRow[], pathOf: (span: Span) => Path | undefined): Found[] {
  const inError = rows.filter(({ declaredInError, action, content }) => declaredInError && action === "ADD" && content !== null);
  return [
    ...spansOf(movesOf(rows)).flatMap((span) => {
      const path = pathOf(span);
      return path === undefined ? [] : [{ link: spanLink(span), path }];
    }),
    ...inError.map(({ kind, content, unit, at, sequence }) => ({
      link: {
        kind,
        from: content ?? "",
        to: unit,
        since: at,
        until: null,
        madeBy: [Number(sequence)],
        endedBy: null,
        declaredInError: true,
      },
      path: null,
    })),
  ];
}

function spanLink({ kind, content, unit, since, until, begunBy, endedBy }: Span): Link {
  return {
    ...{ kind, from: content, to: unit, since, until },
    madeBy: begunBy === null ? [] : [begunBy.sequence],
    ...{ endedBy: endedBy?.sequence ?? null, declaredInError: false },
  };
}

/** To what something was in, while it is asked about. */
function upwards(span: Span, nodes: ReadonlyMap<string, Reached>): Path | undefined {
  const node = nodes.get(span.content);
  const since = Math.max(span.since ?? -Infinity, node?.since ?? -Infinity);
  const until = Math.min(span.until ?? Infinity, node?.until ?? Infinity);
  return since > until ? undefined : { subject: span.unit, goesUp: true, goesDown: false, since, until };
}

/** To what a unit held. Its other units are not where the goods asked about came from; but they may be where they went. */
function downwards(span: Span, direction: Direction): Path {
  return { subject: span.content, goesUp: direction === "forward", goesDown: true, since: -Infinity, until: Infinity };
}
