import type { Difference } from "@waybill/protocol/footprint/recheck";
import type { FootprintView } from "@waybill/protocol/schemas/api/carbon";
import { useState } from "react";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Section } from "../../../ui/Card.tsx";
import { recompute } from "../model/recompute.ts";
import type { useFactorTables } from "../../../entities/footprint/use-footprint.ts";

/** As many as a reader looks at; one is enough to know. */
const SHOWN = 20;

interface RecomputeProps {
  view: FootprintView;
  factors: ReturnType<typeof useFactorTables>;
}

/** Computes everything again in the reader's browser and says whether it is equal. */
export function Recompute({ view, factors: { tables, isWhole } }: RecomputeProps) {
  const [differences, setDifferences] = useState<readonly Difference[] | null>(null);
  const run = () => setDifferences(recompute(view, tables, new Date()));
  return (
    <Section id="recompute" title={<T id="footprint.recompute" />} intro={<T id="footprint.recompute.intro" />}>
      <Button look="primary" busy={!isWhole} onClick={run}>
        <T id="footprint.recompute.go" />
      </Button>
      {differences?.length === 0 && (
        <Callout className="mt-4" tone="passed" live title={<T id="footprint.recompute.equal" />}>
          <p>
            <T id="footprint.recompute.equal.detail" values={{ elements: view.footprint.elements.length }} />
          </p>
        </Callout>
      )}
      {differences !== null && differences.length > 0 && (
        <Callout className="mt-4" tone="failed" live title={<T id="footprint.recompute.unequal" values={{ count: differences.length }} />}>
          <ul className="space-y-1">
            {differences.slice(0, SHOWN).map(({ pointer, says, follows }) => (
              <li key={pointer} className="break-all">
                <T id="footprint.recompute.difference" values={{ pointer: <code>{pointer}</code>, says, follows }} />
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </Section>
  );
}
