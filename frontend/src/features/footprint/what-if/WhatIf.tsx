import type { Footprint } from "@waybill/protocol/footprint/footprint";
import type { FactorTableView } from "@waybill/protocol/schemas/api/carbon";
import { useState } from "react";
import { ChangeFields } from "../../../entities/footprint/ChangeFields.tsx";
import { changeOf, sameAs, type ChangeDraft } from "../../../entities/footprint/change-draft.ts";
import { compare, type Outcome } from "./compare.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Section } from "../../../ui/Card.tsx";
import { WhatIfOutcome } from "./WhatIfOutcome.tsx";

/** What another mode, carrier or load would have saved. Nothing is stored. */
export function WhatIf({ footprint, tables }: { footprint: Footprint; tables: readonly FactorTableView[] }) {
  const legs = footprint.elements.filter((element) => element.kind === "transport");
  const heaviest = legs.toSorted((a, b) => Number(BigInt(b.emissions.wtw) - BigInt(a.emissions.wtw)))[0];
  const [draft, setDraft] = useState<ChangeDraft>(() => sameAs(heaviest ?? { id: "", mode: "road" }));
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
      <ChangeFields
        legs={legs}
        tables={tables}
        draft={draft}
        problems={problems}
        onChange={(part) => {
          setDraft({ ...draft, ...part });
          setOutcome(null);
        }}
      >
        <Button look="primary" disabled={problems.length > 0} onClick={run}>
          <T id="footprint.what-if.go" />
        </Button>
      </ChangeFields>
      {outcome !== null && <WhatIfOutcome outcome={outcome} />}
    </Section>
  );
}
