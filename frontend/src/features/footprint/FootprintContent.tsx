import type { FootprintView } from "@waybill/protocol/schemas/api/carbon";
import { T } from "../../lib/i18n/text.tsx";
import { pathOfSubject } from "../../lib/subject.ts";
import { Callout } from "../../ui/Callout.tsx";
import { inputsOf } from "./model/breakdown.ts";
import { Breakdown } from "./parts/Breakdown.tsx";
import { Factors } from "./parts/Factors.tsx";
import { History } from "./parts/History.tsx";
import { Missing } from "./parts/Missing.tsx";
import { Recompute } from "./parts/Recompute.tsx";
import { Summary } from "./parts/Summary.tsx";
import { useFactorTables } from "../../entities/footprint/use-footprint.ts";
import { WhatIf } from "./what-if/WhatIf.tsx";

/** A footprint with all that it says and all that it leaves open. */
export function FootprintContent({ view, kept }: { view: FootprintView; kept?: string }) {
  const { footprint } = view;
  const factors = useFactorTables(footprint.tables.map(({ hash }) => hash));
  const path = pathOfSubject(footprint.subject);
  return (
    <>
      {kept !== undefined && (
        <Callout className="mb-6" tone="neutral" title={<T id="footprint.as-kept" />}>
          <a className="link" href={`/footprint${path}`}>
            <T id="footprint.to-current" />
          </a>
        </Callout>
      )}
      <Summary view={view} />
      <Missing missing={footprint.missing} />
      {footprint.elements.length > 0 && (
        <>
          <Breakdown inputs={inputsOf(footprint, factors.tables)} tables={factors.tables} />
          <Factors footprint={footprint} factors={factors} />
          <Recompute view={view} factors={factors} />
          {factors.isWhole && <WhatIf footprint={footprint} tables={factors.tables} />}
        </>
      )}
      <History subject={footprint.subject} shown={view.hash} />
    </>
  );
}
