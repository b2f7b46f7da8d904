import { PageTitle } from "../../../entities/Fetched.tsx";
import { HeldList, List } from "../../../entities/list/List.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import { DelayChart } from "../lists/DelayChart.tsx";
import { ChainHealth } from "../parts/ChainHealth.tsx";
import { usePace } from "../parts/use-pace.ts";
import { COSTS } from "./costs-list.tsx";
import { DatabaseRights } from "./DatabaseRights.tsx";
import { FEEDS } from "./feeds-list.tsx";
import { reorgsOf } from "./reorgs-list.tsx";

/** The chain as whoever runs the installation has to know it: what is behind, what money is left, what anchors cost, what was undone. */
export function ChainHealthPage() {
  const t = useText();
  const { every } = usePace();
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
      <ChainHealth every={every} drawFeeds={(feeds) => <HeldList list={FEEDS} items={feeds} />}>
        {(feeds) => (
          <>
            <Section id="costs" title={<T id="chain.costs" />}>
              <List list={COSTS} above={(anchors) => <DelayChart anchors={anchors} />} />
            </Section>
            <Section id="reorgs" title={<T id="chain.reorgs" />}>
              <List list={reorgsOf(feeds.map(({ name }) => name))} />
            </Section>
          </>
        )}
      </ChainHealth>
    </>
  );
}
