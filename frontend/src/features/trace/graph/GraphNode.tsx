import type { KeyboardEvent } from "react";
import { useSubjectLabel } from "../../../entities/SubjectChip.tsx";
import { cn } from "../../../lib/class-names.ts";
import { useText } from "../../../lib/i18n/text.tsx";
import { readSubject } from "../../../lib/subject.ts";
import type { TraceNode } from "../model/graph.ts";
import { NODE, type Placed } from "./layout.ts";

const MAX_CHARACTERS = 22;

interface GraphNodeProps {
  placed: Placed;
  node: TraceNode | undefined;
  /** Nodes that a fold leaves out. */
  hidden: number;
  isSelected: boolean;
  isAsked: boolean;
  isCurrent: boolean;
  onActivate: () => void;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** One subject, or the fold that stands for several: a button in the drawing. Units that only carried the goods have cut corners. */
export function GraphNode({ placed, node, hidden, isSelected, isAsked, isCurrent, ...on }: GraphNodeProps) {
  const t = useText();
  const label = useSubjectLabel();
  const isFold = placed.fold !== null;
  const name = isFold ? t("trace.fold", { count: hidden }) : label(placed.id);
  const role = isFold
    ? t("trace.fold.of", { name: label(placed.fold ?? "") })
    : t(
        isAsked
          ? "trace.node.asked"
          : node?.isCarrier
            ? "trace.node.carrier"
            : node?.isFollowed === false
              ? "trace.node.border"
              : "trace.node.goods",
      );
  const read = readSubject(placed.id);
  const details = !isFold && (read.kind === "lot" || read.kind === "serial") ? `${read.key}, ${role}` : role;
  const { width, height } = NODE;
  return (
    <g
      role="button"
      data-node={placed.id}
      tabIndex={isCurrent ? 0 : -1}
      aria-pressed={isFold ? undefined : isSelected}
      transform={`translate(${placed.x - width / 2} ${placed.y - height / 2})`}
      className="group cursor-pointer outline-none"
      onClick={on.onActivate}
      onFocus={on.onFocus}
      onKeyDown={on.onKeyDown}
    >
      <title>{`${name}, ${details}`}</title>
      <path
        d={
          node?.isCarrier
            ? `M12 0H${width - 12}L${width} 12V${height - 12}L${width - 12} ${height}H12L0 ${height - 12}V12Z`
            : `M0 0H${width}V${height}H0Z`
        }
        strokeDasharray={isFold ? "5 4" : undefined}
        strokeWidth={isSelected || isAsked ? 3 : 1.5}
        className={cn(
          "group-focus-visible:stroke-focus group-focus-visible:[stroke-width:4]",
          isSelected ? "fill-accent-soft stroke-accent" : "stroke-line-strong",
          !isSelected && (isFold ? "fill-sunken" : "fill-surface"),
        )}
      />
      <text x={14} y={23} className="fill-ink text-[14px] font-semibold">
        {shortened(name)}
      </text>
      <text x={14} y={42} className="fill-muted text-[12px]">
        {shortened(details, 30)}
      </text>
    </g>
  );
}

function shortened(text: string, most = MAX_CHARACTERS): string {
  return text.length <= most ? text : `${text.slice(0, most - 9)}…${text.slice(-8)}`;
}
