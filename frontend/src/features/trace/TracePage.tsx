import { useMemo } from "react";
import { CodeForm } from "../../entities/CodeForm.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { gtinOf } from "../../entities/pickers/use-names.ts";
import { useSubjectLabel } from "../../entities/SubjectChip.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { TraceGraphSection } from "./graph/TraceGraphSection.tsx";
import type { TraceFilters } from "./model/filters.ts";
import { filtered, graphOf, timesOf } from "./model/graph.ts";
import { NodeSection } from "./parts/NodeSection.tsx";
import { Stopped } from "./parts/Stopped.tsx";
import { TraceControls } from "./parts/TraceControls.tsx";
import { TraceTable } from "./parts/TraceTable.tsx";
import { useTrace } from "./use-trace.ts";

interface TracePageProps {
  /** Canonical Digital Link; null when the address names nothing. */
  subject: string | null;
  filters: TraceFilters;
  onFilters: (filters: TraceFilters) => void;
}

/** The trace graph of goods: where they came from and what became of them, as a drawing and as a table. */
export function TracePage({ subject, ...rest }: TracePageProps) {
  const t = useText();
  if (subject !== null) return <Trace subject={subject} {...rest} />;
  return (
    <>
      <PageTitle title={t("trace.title")} />
      <Callout tone="unknown" live title={<T id="trace.no-subject" />} />
      <CodeForm className="mt-8 max-w-2xl" />
    </>
  );
}

function Trace({ subject, filters, onFilters }: TracePageProps & { subject: string }) {
  const t = useText();
  const label = useSubjectLabel();
  const { traces, isPending, error, retry } = useTrace(subject, filters);
  const whole = useMemo(() => graphOf(subject, traces), [subject, traces]);
  const { kind, proof, from, to } = filters;
  const graph = useMemo(() => filtered(whole, { kind, proof, from, to }), [whole, kind, proof, from, to]);
  const times = useMemo(() => timesOf(whole), [whole]);
  const product = whole.names.get(gtinOf(subject) ?? "");
  const change = (some: Partial<TraceFilters>) => onFilters({ ...filters, ...some });
  const select = (node: string) => change({ node });
  const selected = filters.node !== undefined && whole.nodes.has(filters.node) ? filters.node : subject;
  return (
    <>
      <PageTitle eyebrow={<T id="trace.title" />} title={(product === undefined ? "" : `${product}, `) + label(subject)}>
        <T id="trace.intro" />
      </PageTitle>
      <TraceControls filters={filters} times={times} onChange={change} />
      {error !== null && traces.length === 0 && <LoadFailure error={error} onRetry={retry} />}
      {error !== null && traces.length > 0 && <Callout className="mt-6" tone="unknown" live title={<T id="error.stale" />} />}
      {isPending && error === null && <Skeleton lines={6} label={t("app.loading")} />}
      {traces.length > 0 && (
        <>
          <Stopped traces={traces} filters={filters} onChange={change} />
          {graph.links.length === 0 ? (
            <Callout className="mt-6" tone="neutral" title={<T id={whole.links.length === 0 ? "trace.empty" : "trace.filtered-out"} />} />
          ) : (
            <div className="flex flex-col">
              <TraceGraphSection graph={graph} selected={selected} onSelect={select} className="max-sm:order-2" />
              <TraceTable graph={graph} onSelect={select} className="max-sm:order-1" />
            </div>
          )}
          <NodeSection key={selected} node={whole.nodes.get(selected)} subject={selected} filters={filters} onChange={change} />
        </>
      )}
    </>
  );
}
