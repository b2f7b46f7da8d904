import type { FootprintElement } from "@waybill/protocol/footprint/footprint";
import { referencesIn } from "@waybill/protocol/footprint/references-in";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { FactorTableView } from "@waybill/protocol/schemas/api/carbon";
import type { ReactNode } from "react";
import { HashChip } from "../../../entities/HashChip.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { LazyDisclosure } from "../../../ui/LazyDisclosure.tsx";
import { EvidenceList } from "./EvidenceList.tsx";
import { Rule } from "./Rule.tsx";

interface ElementSourceProps {
  element: FootprintElement;
  tables: readonly FactorTableView[];
}

/** What a number follows from: the rule with its values, the rows of factor tables, the parts by mass, and who says so. */
export function ElementSource(props: ElementSourceProps) {
  return (
    <LazyDisclosure summary={<T id="footprint.source" values={{ id: props.element.id }} />}>{() => <Source {...props} />}</LazyDisclosure>
  );
}

function Source({ element, tables }: ElementSourceProps) {
  const t = useText();
  const { allocations, evidence } = element;
  return (
    <dl className="space-y-2">
      <Part name={<T id="footprint.source.rule" />}>
        <Rule element={element} />
      </Part>
      <Part name={<T id="footprint.source.factor" />}>
        {referencesIn(element).map(({ table, row }) => {
          const known = tables.find(({ hash }) => hash === table)?.table.rows.find(({ id }) => id === row);
          return (
            <p key={`${table}/${row}`} className="flex flex-wrap items-center gap-x-2">
              <span>{known?.name ?? row}</span>
              {known !== undefined && <span className="text-muted">{known.source}</span>}
              <HashChip hash={table} kind={t("footprint.table-hash")} />
            </p>
          );
        })}
      </Part>
      {allocations.map((one, index) => (
        <Part key={index} name={<T id="footprint.source.part" />}>
          <T
            id="footprint.source.part.text"
            values={{ part: formatGrams(BigInt(one.partGrams)), whole: formatGrams(BigInt(one.wholeGrams)), what: one.what }}
          />
          <EvidenceList evidence={one.evidence} />
        </Part>
      ))}
      <Part name={<T id="footprint.source.said" />}>
        <EvidenceList evidence={evidence} />
      </Part>
    </dl>
  );
}

function Part({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
