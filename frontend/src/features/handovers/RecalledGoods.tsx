import { NamedSubjectChip } from "../../entities/NamedSubjectChip.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { useOpenRecalls } from "./use-open-recalls.ts";

/** Warns that a unit, or goods inside of it, are under a recall that is still open: before somebody signs for them. */
export function RecalledGoods({ subjects }: { subjects: readonly string[] }) {
  const { recalled, isUnsure } = useOpenRecalls(subjects);
  return (
    <>
      {recalled.length > 0 && (
        <Callout tone="failed" title={<T id="handover.recalled" />} live>
          <ul className="space-y-2">
            {recalled.map(({ subject, recall }) => (
              <li key={`${subject} ${recall.commitment}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <NamedSubjectChip subject={subject} />
                <a className="link" href={`/recalls/${recall.commitment}`}>
                  {recall.reason ?? <T id="recalls.reason.none" />}
                </a>
              </li>
            ))}
          </ul>
        </Callout>
      )}
      {isUnsure && <Callout tone="unknown" title={<T id="handover.recalled.unsure" />} live />}
    </>
  );
}
