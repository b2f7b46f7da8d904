import { useMemo, useState } from "react";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Section } from "../../../ui/Card.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { KINDS } from "../model/filters.ts";
import { drawnPart, folded, unfolded, type Fold, type Folding } from "../model/fold.ts";
import type { TraceGraph } from "../model/graph.ts";
import { ChosenLink } from "./ChosenLink.tsx";
import { DASHES } from "./GraphLinks.tsx";
import { LinkMark, MARKED } from "./LinkMark.tsx";
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
  const [chosen, setChosen] = useState<string | null>(null);
  const part = useMemo(() => drawnPart(graph, folding), [graph, folding]);
  const layout = useLayout(part);
  const link = graph.links.find(({ key }) => key === chosen);
  const [nearest] = part.folds;
  const unfold = (fold: Fold | undefined) => fold !== undefined && setFolding(unfolded(folding, fold));
  return (
    <Section id="graph" className={className} title={<T id="trace.graph" />} intro={<T id="trace.graph.keys" />}>
      {nearest !== undefined && (
        <p className="mb-4 flex flex-wrap items-center gap-3" role="status">
          <T id="trace.folded" values={{ shown: part.nodes.length, folded: part.folded }} />
          <Button size="small" onClick={() => unfold(nearest)}>
            <T id="trace.unfold" />
          </Button>
        </p>
      )}
      {layout === null && <Skeleton lines={8} label={t("app.loading")} />}
      {layout === "failed" && <Callout tone="unknown" live title={<T id="trace.no-drawing" />} />}
      {layout !== null && layout !== "failed" && (
        <TraceDrawing
          layout={layout}
          graph={graph}
          folds={part.folds}
          selected={selected}
          chosen={link?.key ?? null}
          onSelect={onSelect}
          onChoose={setChosen}
          onFold={(subject) => setFolding(folded(folding, subject))}
          onUnfold={(subject) => unfold(part.folds.find(({ of }) => of === subject))}
        />
      )}
      <div aria-live="polite">{link !== undefined && <ChosenLink link={link} />}</div>
      <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm text-muted">
        {KINDS.map((kind) => (
          <li key={kind} className="flex items-center gap-2">
            <svg aria-hidden="true" viewBox="0 0 40 8" className="h-2 w-10">
              <path d="M0 4H40" strokeWidth={2} strokeDasharray={DASHES[kind]} className="stroke-line-strong" />
            </svg>
            <T id={`trace.kind.${kind}`} />
          </li>
        ))}
        {MARKED.map((mark) => (
          <li key={mark} className="flex items-center gap-2">
            <svg aria-hidden="true" viewBox="-12 -12 24 24" className="size-5 shrink-0">
              <LinkMark mark={mark} x={0} y={0} />
            </svg>
            <T id={`trace.legend.${mark}`} />
          </li>
        ))}
        <li>
          <T id="trace.legend" />
        </li>
      </ul>
    </Section>
  );
}
