import { conservation } from "@waybill/protocol/schemas/api/credits";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { useStreamInvalidation } from "../../lib/api/use-stream.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Section } from "../../ui/Card.tsx";
import { RecountSection } from "./check/RecountSection.tsx";
import { BatchTable } from "./parts/BatchTable.tsx";
import { Conservation } from "./parts/Conservation.tsx";
import { RetirementTable } from "../../entities/credits/RetirementTable.tsx";

/** Every gram that was ever issued, and what became of it: for everybody. */
export function RegistryPage({ config }: { config: PublicConfig | null }) {
  const t = useText();
  useStreamInvalidation();
  return (
    <>
      <PageTitle title={t("carbon.title")}>
        <T id="carbon.intro" />
      </PageTitle>
      <Section id="law" title={<T id="carbon.law" />} intro={<T id="carbon.law.intro" />}>
        <Fetched queryKey={keys.conservation} path="/api/carbon/conservation" schema={conservation} missing={<T id="list.empty" />}>
          {(sums) => <Conservation sums={sums} />}
        </Fetched>
      </Section>
      {config !== null && <RecountSection config={config} />}
      <Section id="batches" title={<T id="carbon.batches" />} intro={<T id="carbon.batches.intro" />}>
        <BatchTable />
      </Section>
      <Section id="retirements" title={<T id="carbon.retirements" />} intro={<T id="carbon.retirements.intro" />}>
        <RetirementTable queryKey={keys.retirements("all")} />
      </Section>
    </>
  );
}
