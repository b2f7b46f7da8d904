import { PageTitle } from "../../../entities/Fetched.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import { AnchorCosts } from "../lists/AnchorCosts.tsx";
import { ReorgList } from "../lists/ReorgList.tsx";
import { ChainHealth } from "../parts/ChainHealth.tsx";
import { DatabaseRights } from "./DatabaseRights.tsx";
import { usePace } from "../parts/use-pace.ts";
import { useState } from "react";

/** The chain as whoever runs the installation has to know it: what is behind, what money is left, what anchors cost, what was undone. */
export function ChainHealthPage() {
  const t = useText();
  const { every } = usePace();
  const [feed, setFeed] = useState<string | null>(null);
  return (
    <>
      <PageTitle title={t("operations.chain")}>
        <T id="operations.chain.about" />
        <p className="mt-2">
          <a className="link" href="/admin/transactions?state=open">
            <T id="operations.chain.open" />
          </a>
        </p>
      </PageTitle>
      <DatabaseRights />
      <ChainHealth every={every}>
        {(feeds) => {
          const names = feeds.map(({ name }) => name);
          return (
            <>
              <Section id="costs" title={<T id="chain.costs" />}>
                <AnchorCosts every={every} />
              </Section>
              <Section id="reorgs" title={<T id="chain.reorgs" />}>
                <ReorgList every={every} feeds={names} feed={feed ?? names[0] ?? ""} onFeed={setFeed} />
              </Section>
            </>
          );
        }}
      </ChainHealth>
    </>
  );
}
