import type { Footprint } from "@waybill/protocol/footprint/footprint";
import type { FactorTableView } from "@waybill/protocol/schemas/api/carbon";
import { useState } from "react";
import { T } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import { compare, type Outcome } from "./compare.ts";
import { changeOf, type WhatIfDraft } from "./draft.ts";
import { WhatIfForm } from "./WhatIfForm.tsx";
import { WhatIfOutcome } from "./WhatIfOutcome.tsx";

/** What another mode, carrier or load would have saved. Nothing is stored. */
export function WhatIf({ footprint, tables }: { footprint: Footprint; tables: readonly FactorTableView[] }) {
  const legs = footprint.elements.filter((element) => element.kind === "transport");
  const heaviest = legs.toSorted((a, b) => Number(BigInt(b.emissions.wtw) - BigInt(a.emissions.wtw)))[0];
  const [draft, setDraft] = useState<WhatIfDraft>({
    ...{ element: heaviest?.id ?? "", mode: heaviest?.mode ?? "road", factor: "", load: "", empty: "", kilometres: "" },
  });
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  if (heaviest === undefined) return null;
  const { change, problems } = changeOf(draft);
  const run = () =>
    setOutcome(
      compare(
        footprint,
        change,
        tables.map(({ table }) => table),
        new Date(),
      ),
    );
  return (
    <Section id="what-if" title={<T id="footprint.what-if" />} intro={<T id="footprint.what-if.intro" />}>
      <WhatIfForm
        legs={legs}
        tables={tables}
        draft={draft}
        problems={problems}
        onChange={(part) => {
          setDraft({ ...draft, ...part });
          setOutcome(null);
        }}
        onCompare={run}
      />
      {outcome !== null && <WhatIfOutcome outcome={outcome} />}
    </Section>
  );
}
