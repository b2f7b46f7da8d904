import { useMemo, useState } from "react";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { KINDS } from "../model/filters.ts";
import { drawnPart, MAX_DRAWN, type Folding } from "../model/fold.ts";
import type { TraceGraph } from "../model/graph.ts";
import { DASHES } from "./GraphLinks.tsx";
import { TraceDrawing } from "./TraceDrawing.tsx";
import { useLayout } from "./use-layout.ts";

interface TraceGraphSectionProps {
  graph: TraceGraph;
  selected: string;
  onSelect: (subject: string) => void;
  className: string;
}

/** The graph, drawn; with what its lines mean, how it is used, and what is left out. */
export function TraceGraphSection({ graph, selected, onSelect, className }: TraceGraphSectionProps) {
  const t = useText();
  const [folding, setFolding] = useState<Folding>(new Map());
  const part = useMemo(() => drawnPart(graph, folding), [graph, folding]);
  const layout = useLayout(part);
  const fold = (subject: string, state: "folded" | "unfolded") => setFolding(new Map([...folding, [subject, state]]));
  return (
    <Section id="graph" className={className} title={<T id="trace.graph" />} intro={<T id="trace.graph.keys" />}>
      {part.left > 0 && (
        <Callout className="mb-4" tone="unknown" title={<T id="trace.left" values={{ shown: MAX_DRAWN, left: part.left }} />} />
      )}
      {layout === null && <Skeleton lines={8} label={t("app.loading")} />}
      {layout === "failed" && <Callout tone="unknown" live title={<T id="trace.no-drawing" />} />}
      {layout !== null && layout !== "failed" && (
        <TraceDrawing
          layout={layout}
          graph={graph}
          folds={part.folds}
          selected={selected}
          onSelect={onSelect}
          onFold={(subject) => fold(subject, folding.get(subject) === "folded" ? "unfolded" : "folded")}
          onUnfold={(subject) => fold(subject, "unfolded")}
        />
      )}
      <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm text-muted">
        {KINDS.map((kind) => (
          <li key={kind} className="flex items-center gap-2">
            <svg aria-hidden="true" viewBox="0 0 40 8" className="h-2 w-10">
              <path d="M0 4H40" strokeWidth={2} strokeDasharray={DASHES[kind]} className="stroke-line-strong" />
            </svg>
            <T id={`trace.kind.${kind}`} />
          </li>
        ))}
        <li>
          <T id="trace.legend" />
        </li>
      </ul>
    </Section>
  );
}
