import type { KeyboardEvent } from "react";
import { useSubjectLabel } from "../../../entities/SubjectChip.tsx";
import { cn } from "../../../lib/class-names.ts";
import { useText } from "../../../lib/i18n/text.tsx";
import type { LinkKind } from "../model/filters.ts";
import type { TraceGraph, TraceLink } from "../model/graph.ts";
import type { Layout } from "./layout.ts";
import { LinkMarks, MARKED } from "./LinkMark.tsx";

/** Each kind has its own line: what was made is whole, what was packed is dashed, what was attached is dotted. */
export const DASHES: Record<LinkKind, string | undefined> = { transformation: undefined, aggregation: "8 5", association: "2 5" };

/** So wide around a line a pointer still means it. */
const REACH = 16;

interface GraphLinksProps {
  layout: Layout;
  graph: TraceGraph;
  selected: string;
  chosen: string | null;
  onChoose: (key: string) => void;
  onKeyDown: (event: KeyboardEvent, link: TraceLink) => void;
}

/** Lines from what went in to what came out, each a button. Those taken back or disputed carry a mark; the table says all of it in words. */
export function GraphLinks({ layout, graph, selected, chosen, onChoose, onKeyDown }: GraphLinksProps) {
  const links = new Map(graph.links.map((link) => [link.key, link]));
  return (
    <g>
      <defs>
        <marker
          id="trace-arrow"
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerUnits="userSpaceOnUse"
          markerWidth="11"
          markerHeight="11"
          orient="auto"
        >
          <path d="M0 0L10 5L0 10Z" className="fill-line-strong" />
        </marker>
      </defs>
      {layout.links.map(({ key, points }, index) => {
        const link = key === null ? undefined : links.get(key);
        const way = points.map(({ x, y }) => `${x},${y}`).join(" ");
        if (link === undefined)
          return (
            <polyline
              key={index}
              aria-hidden
              points={way}
              fill="none"
              strokeWidth={1.75}
              strokeDasharray="1 6"
              className="stroke-line-strong"
            />
          );
        return (
          <GraphLink
            key={link.key}
            link={link}
            way={way}
            middle={points[Math.floor(points.length / 2)]}
            isLit={link.from === selected || link.to === selected}
            isChosen={link.key === chosen}
            onChoose={() => onChoose(link.key)}
            onKeyDown={(event) => onKeyDown(event, link)}
          />
        );
      })}
    </g>
  );
}

interface GraphLinkProps {
  link: TraceLink;
  way: string;
  middle: { x: number; y: number } | undefined;
  isLit: boolean;
  isChosen: boolean;
  onChoose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** One line. It is reached from the nodes that it joins, with L. */
function GraphLink({ link, way, middle, isLit, isChosen, onChoose, onKeyDown }: GraphLinkProps) {
  const t = useText();
  const label = useSubjectLabel();
  const marks = MARKED.filter((mark) => link.proofs.includes(mark));
  const words = { from: label(link.from), to: label(link.to), kind: t(`trace.kind.${link.kind}`) };
  const marksText = marks.map((mark) => t(`trace.proof.${mark}`)).join(", ");
  return (
    <g
      role="button"
      data-link={link.key}
      tabIndex={-1}
      aria-pressed={isChosen}
      className="group cursor-pointer outline-none"
      onClick={onChoose}
      onKeyDown={onKeyDown}
    >
      <title>{marks.length === 0 ? t("trace.link", words) : t("trace.link.marked", { ...words, marks: marksText })}</title>
      <polyline points={way} fill="none" stroke="transparent" strokeWidth={REACH} pointerEvents="stroke" />
      <polyline
        points={way}
        fill="none"
        strokeWidth={isChosen ? 4.5 : isLit ? 3 : 1.75}
        strokeDasharray={DASHES[link.kind]}
        markerEnd="url(#trace-arrow)"
        className={cn(
          "group-focus-visible:stroke-focus group-focus-visible:[stroke-width:5]",
          marks.includes("error") ? "stroke-fail" : isLit || isChosen ? "stroke-accent" : "stroke-line-strong group-hover:stroke-accent",
        )}
      />
      {middle !== undefined && <LinkMarks marks={marks} at={middle} />}
    </g>
  );
}
