import { cn } from "../../../lib/class-names.ts";
import type { LinkKind } from "../model/filters.ts";
import type { TraceGraph } from "../model/graph.ts";
import type { Layout } from "./layout.ts";

/** Each kind has its own line: what was made is whole, what was packed is dashed, what was attached is dotted. */
export const DASHES: Record<LinkKind, string | undefined> = { transformation: undefined, aggregation: "8 5", association: "2 5" };

/** Lines from what went in to what came out. Those taken back are struck through; the table says all of it in words. */
export function GraphLinks({ layout, graph, selected }: { layout: Layout; graph: TraceGraph; selected: string }) {
  const links = new Map(graph.links.map((link) => [link.key, link]));
  return (
    <g aria-hidden="true">
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
        const isInError = link?.proofs.includes("error") === true;
        const isLit = link !== undefined && (link.from === selected || link.to === selected);
        const middle = points[Math.floor(points.length / 2)];
        return (
          <g key={key ?? index}>
            <polyline
              points={points.map(({ x, y }) => `${x},${y}`).join(" ")}
              fill="none"
              strokeWidth={isLit ? 3 : 1.75}
              strokeDasharray={link === undefined ? "1 6" : DASHES[link.kind]}
              markerEnd="url(#trace-arrow)"
              className={cn(isInError ? "stroke-fail" : isLit ? "stroke-accent" : "stroke-line-strong")}
            />
            {isInError && middle !== undefined && (
              <path d={`M${middle.x - 7} ${middle.y - 7}l14 14m0-14l-14 14`} strokeWidth={3} className="stroke-fail" />
            )}
          </g>
        );
      })}
    </g>
  );
}
