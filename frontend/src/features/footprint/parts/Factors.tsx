import type { Footprint } from "@waybill/protocol/footprint/footprint";
import { HashChip } from "../../../entities/HashChip.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { StateMark } from "../../../entities/Marks.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import type { useFactorTables } from "../../../entities/footprint/use-footprint.ts";

interface FactorsProps {
  footprint: Pick<Footprint, "tables">;
  factors: ReturnType<typeof useFactorTables>;
}

/** The factor tables that the numbers follow from: edition, publisher, licence, the hash that names each, and where that is anchored. */
export function Factors({ footprint, factors: { tables, error, retry } }: FactorsProps) {
  const t = useText();
  return (
    <Section id="factors" title={<T id="footprint.factors" />} intro={<T id="footprint.factors.intro" />}>
      {error !== null && <LoadFailure error={error} onRetry={retry} />}
      <ul className="space-y-4">
        {footprint.tables.map(({ hash, id, edition }) => {
          const table = tables.find((one) => one.hash === hash);
          return (
            <li key={hash}>
              <p className="flex flex-wrap items-center gap-x-3">
                <strong>{table?.title ?? id}</strong>
                <T id="footprint.factors.edition" values={{ edition }} />
                <HashChip hash={hash} kind={t("footprint.table-hash")} />
              </p>
              {table?.state && (
                <p className="flex flex-wrap items-center gap-x-3">
                  <StateMark state={table.state} plain />
                  {table.anchoring && (
                    <>
                      <T id="footprint.factors.root" />
                      <HashChip hash={table.anchoring.anchor.root} kind={t("footprint.root")} />
                    </>
                  )}
                </p>
              )}
              {table !== undefined && (
                <p className="text-muted">
                  <a className="link" href={table.url} target="_blank" rel="noreferrer">
                    {table.publisher}
                  </a>
                  {". "}
                  {table.licence}. {table.note}
                </p>
              )}
              <a className="link" href={`/api/factor-tables/${hash}`}>
                <T id="footprint.factors.file" />
              </a>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
