import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { pathOfSubject } from "../../../lib/subject.ts";
import { Fact, Facts, Section } from "../../../ui/Card.tsx";

const RELATIONS = ["made-from", "packed-in", "contains", "made-into"] as const;

interface RelatedProps {
  subject: string;
  related: JourneyView["related"];
  nameOf: (subject: string) => string | null;
}

/** What it was made from, what it travelled in, and what became of it: each with its own page. */
export function Related({ subject, related, nameOf }: RelatedProps) {
  if (related.length === 0) return null;
  return (
    <Section id="related" title={<T id="journey.related" />}>
      <Facts>
        {RELATIONS.map((relation) => {
          const subjects = [...new Set(related.filter((entry) => entry.relation === relation).map(({ subject }) => subject as string))];
          if (subjects.length === 0) return null;
          return (
            <Fact key={relation} name={<T id={`journey.related.${relation}`} />}>
              <ul className="flex flex-wrap gap-2">
                {subjects.map((subject) => (
                  <li key={subject} className="max-w-full">
                    <SubjectChip subject={subject} name={nameOf(subject)} />
                  </li>
                ))}
              </ul>
            </Fact>
          );
        })}
      </Facts>
      <a className="link needs-script no-print mt-4 inline-block" href={`/trace${pathOfSubject(subject)}`}>
        <T id="trace.open" />
      </a>
    </Section>
  );
}
