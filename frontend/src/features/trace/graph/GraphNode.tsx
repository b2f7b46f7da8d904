import type { KeyboardEvent } from "react";
import { gtinOf } from "../../../entities/pickers/use-names.ts";
import { useSubjectLabel } from "../../../entities/SubjectChip.tsx";
import { cn } from "../../../lib/class-names.ts";
import { useText } from "../../../lib/i18n/text.tsx";
import type { TraceNode } from "../model/graph.ts";
import { NODE, type Placed } from "./layout.ts";

/** From one line of text to the next. */
const LINE = 19;

interface GraphNodeProps {
  placed: Placed;
  node: TraceNode | undefined;
  /** Of the product that it is of; undefined while nobody knows. */
  product: string | undefined;
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
export function GraphNode({ placed, node, product, hidden, isSelected, isAsked, isCurrent, ...on }: GraphNodeProps) {
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
  const gtin = isFold ? null : gtinOf(placed.id);
  const details = gtin === null ? role : `${gtin}, ${role}`;
  const lines = [name, ...(product === undefined ? [] : [product]), details];
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
      <title>{lines.join(", ")}</title>
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
      {lines.map((line, index) => {
        const isFirst = index === 0;
        return (
          <text
            key={index}
            x={14}
            y={height / 2 + 5 + LINE * (index - (lines.length - 1) / 2)}
            className={isFirst ? "fill-ink text-[14px] font-semibold" : "fill-muted text-[12px]"}
          >
            {shortened(line, isFirst ? 22 : 30)}
          </text>
        );
      })}
    </g>
  );
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 9)}…${text.slice(-8)}`;
}
