import type { Footprint } from "@waybill/protocol/footprint/footprint";
import type { FactorTableView } from "@waybill/protocol/schemas/api/carbon";
import { useState } from "react";
import { useFactorTables } from "../../../entities/footprint/use-footprint.ts";
import { ChangeFields } from "../../../entities/footprint/ChangeFields.tsx";
import { changeOf, sameAs, type ChangeDraft } from "../../../entities/footprint/change-draft.ts";
import { compare, type Outcome } from "./compare.ts";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Section } from "../../../ui/Card.tsx";
import { TableField } from "./TableField.tsx";
import { WhatIfOutcome } from "./WhatIfOutcome.tsx";

/** What another mode, carrier or load would have saved. Nothing is stored. */
export function WhatIf({ footprint, tables: own }: { footprint: Footprint; tables: readonly FactorTableView[] }) {
  const legs = footprint.elements.filter((element) => element.kind === "transport");
  const heaviest = legs.toSorted((a, b) => Number(BigInt(b.emissions.wtw) - BigInt(a.emissions.wtw)))[0];
  const [draft, setDraft] = useState<ChangeDraft>(() => sameAs(heaviest ?? { id: "", mode: "road" }));
  const [other, setOther] = useState("");
  const others = useFactorTables(other === "" ? [] : [other]);
  const tables = [...own, ...others.tables];
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
      <TableField
        own={own.map(({ hash }) => hash)}
        value={other}
        onChange={(hash) => {
          setOther(hash);
          setDraft({ ...draft, factor: "" });
          setOutcome(null);
        }}
      />
      {others.error !== null && <LoadFailure error={others.error} onRetry={others.retry} />}
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
        <Button look="primary" disabled={problems.length > 0 || !others.isWhole} onClick={run}>
          <T id="footprint.what-if.go" />
        </Button>
      </ChangeFields>
      {outcome !== null && <WhatIfOutcome outcome={outcome} />}
    </Section>
  );
}
