import { contentsView, stateView } from "@waybill/protocol/schemas/api/trace";
import { Fetched } from "../../../entities/Fetched.tsx";
import { NamedSubjectChip } from "../../../entities/NamedSubjectChip.tsx";
import { SubjectChip, useSubjectLabel } from "../../../entities/SubjectChip.tsx";
import { withQuery } from "../../../lib/api/http.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { pathOfSubject } from "../../../lib/subject.ts";
import { ButtonLink } from "../../../ui/Button.tsx";
import { Fact, Facts, Section } from "../../../ui/Card.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import type { TraceFilters } from "../model/filters.ts";
import type { TraceNode } from "../model/graph.ts";
import { AmountText, NodeBalance } from "./NodeBalance.tsx";
import { NodeFindings } from "./NodeFindings.tsx";
import { PositionFacts } from "./PositionFacts.tsx";

interface NodeSectionProps {
  subject: string;
  node: TraceNode | undefined;
  filters: TraceFilters;
  onChange: (filters: Partial<TraceFilters>) => void;
}

/** Goods that somebody chose: their state and contents at a moment, and whether their amounts and times add up. */
export function NodeSection({ subject, node, filters, onChange }: NodeSectionProps) {
  const label = useSubjectLabel();
  const path = pathOfSubject(subject);
  const question = { subject, at: filters.at === undefined ? undefined : `${filters.at}:00Z` };
  const missing = <T id="trace.node.missing" />;
  return (
    <Section id="node" title={<T id="trace.node" values={{ name: label(subject) }} />}>
      <div className="flex flex-wrap items-end gap-4">
        <NamedSubjectChip subject={subject} />
        {path !== null && node !== undefined && node.level !== 0 && (
          <ButtonLink size="small" href={`/trace${path}`}>
            <T id="trace.from-here" />
          </ButtonLink>
        )}
        {path !== null && (
          <ButtonLink size="small" href={`/footprint${path}`}>
            <T id="trace.footprint" />
          </ButtonLink>
        )}
        <ButtonLink size="small" href={withQuery("/supplier/recalls/new", { subject })}>
          <T id="recalls.of-this" />
        </ButtonLink>
        <Field label={<T id="trace.at" />} hint={<T id="trace.at.hint" />}>
          <Input
            type="datetime-local"
            value={filters.at ?? ""}
            onValueChange={(value) => onChange({ at: value === "" ? undefined : value.slice(0, 16) })}
          />
        </Field>
      </div>
      <div className="mt-6">
        <Fetched
          queryKey={keys.traced("state", question)}
          path={withQuery("/api/trace/state", question)}
          schema={stateView}
          missing={missing}
        >
          {({ positions, inside }) => (
            <Facts>
              {positions.map((position) => (
                <PositionFacts key={position.unit} subject={subject} position={position} />
              ))}
              {inside.length > 0 && (
                <Fact name={<T id="trace.inside" />}>
                  <ul className="flex flex-wrap gap-2">
                    {[...new Set(inside.map(({ unit }) => unit))].map((unit) => (
                      <li key={unit}>
                        <SubjectChip subject={unit} />
                      </li>
                    ))}
                  </ul>
                </Fact>
              )}
            </Facts>
          )}
        </Fetched>
        <Fetched
          queryKey={keys.traced("contents", question)}
          path={withQuery("/api/trace/contents", question)}
          schema={contentsView}
          missing={missing}
        >
          {({ contents, truncated }) => (
            <Facts className="border-t-0">
              <Fact name={<T id="trace.contents" />}>
                {contents.length === 0 && <T id="trace.contents.none" />}
                <ul className="flex max-h-72 flex-wrap gap-2 overflow-y-auto">
                  {contents.slice(0, 100).map(({ content, amount }) => (
                    <li key={content} className="flex items-center gap-2">
                      <NamedSubjectChip subject={content} />
                      {amount !== null && <AmountText amount={amount} />}
                    </li>
                  ))}
                </ul>
                {(truncated || contents.length > 100) && <T id="trace.contents.more" values={{ count: contents.length }} />}
              </Fact>
            </Facts>
          )}
        </Fetched>
        <NodeBalance subject={subject} />
        <NodeFindings subject={subject} />
      </div>
    </Section>
  );
}
