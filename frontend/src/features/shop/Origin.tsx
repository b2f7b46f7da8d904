import { useOrigin } from "../../entities/shop/use-origin.ts";
import { SubjectChip } from "../../entities/SubjectChip.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { readSubject } from "../../lib/subject.ts";
import { Section } from "../../ui/Card.tsx";

/** What is known of the goods behind an article: their proof, and what carrying them emitted. Nothing where nobody reported anything. */
export function Origin({ gtin }: { gtin: string }) {
  const origin = useOrigin(gtin);
  if (origin === undefined) return null;
  return (
    <Section id="origin" title={<T id="shop.origin" />} intro={<T id="shop.origin.intro" />}>
      {origin.lots.length > 0 && (
        <ul className="mb-4 divide-y divide-line border-y border-line">
          {origin.lots.map((subject) => (
            <li key={subject} className="flex flex-wrap items-center gap-x-5 gap-y-1 py-3">
              <SubjectChip subject={subject} />
              <a className="link" href={`/footprint${readSubject(subject).path ?? ""}`}>
                <T id="shop.origin.footprint" />
              </a>
            </li>
          ))}
        </ul>
      )}
      <a className="link" href={`/01/${gtin}`}>
        <T id="shop.origin.any-lot" />
      </a>
    </Section>
  );
}
