import type { FeedView } from "@waybill/protocol/schemas/api/chain-status";
import { PageTitle } from "../../entities/Fetched.tsx";
import { useConfig } from "../../lib/api/use-config.ts";
import { useStreamInvalidation } from "../../lib/api/use-stream.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Section } from "../../ui/Card.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { AnchorCosts } from "./lists/AnchorCosts.tsx";
import { QueueList } from "./lists/QueueList.tsx";
import { ReorgList } from "./lists/ReorgList.tsx";
import type { ChainFilters } from "./model/filters.ts";
import { ChainHealth } from "./parts/ChainHealth.tsx";
import { FeedsTable } from "./parts/FeedsTable.tsx";
import { usePace } from "./parts/use-pace.ts";

interface ChainPageProps {
  filters: ChainFilters;
  onFilters: (filters: ChainFilters) => void;
}

/** How far the chain is, how far we have read it, what waits to be sent, and what it all cost. */
export function ChainPage({ filters, onFilters }: ChainPageProps) {
  const t = useText();
  const config = useConfig().data;
  useStreamInvalidation();
  const { isLive, every } = usePace();
  return (
    <>
      <PageTitle title={config?.chain.name ?? t("chain.title")}>
        <T id="chain.intro" />
        <p className="mt-2">
          <StatusMark tone={isLive ? "neutral" : "pending"} plain>
            <T id={isLive ? "chain.live" : "chain.not-live"} />
          </StatusMark>
        </p>
      </PageTitle>
      <ChainHealth every={every} drawFeeds={(feeds) => <FeedsTable feeds={feeds} />}>
        {(feeds) => (
          <Section id="lists" title={<T id="chain.lists" />} intro={<T id="chain.lists.intro" />}>
            <Lists filters={filters} onFilters={onFilters} feeds={feeds} every={every} />
          </Section>
        )}
      </ChainHealth>
    </>
  );
}

function Lists({ filters, onFilters, feeds, every }: ChainPageProps & { feeds: readonly FeedView[]; every: number }) {
  const t = useText();
  const names = feeds.map(({ name }) => name);
  const feed = names.find((name) => name === filters.feed) ?? names[0] ?? "";
  const tabs = [
    {
      value: "transactions" as const,
      label: <T id="chain.queue" />,
      content: (
        <QueueList
          every={every}
          filter={filters.state ?? null}
          onFilter={(state) => onFilters({ ...filters, state: state ?? undefined })}
        />
      ),
    },
    { value: "anchors" as const, label: <T id="chain.costs" />, content: <AnchorCosts every={every} /> },
    {
      value: "reorgs" as const,
      label: <T id="chain.reorgs" />,
      content: <ReorgList every={every} feeds={names} feed={feed} onFeed={(next) => onFilters({ ...filters, feed: next })} />,
    },
  ];
  return (
    <Tabs
      label={t("chain.lists")}
      tabs={tabs}
      value={filters.show ?? "transactions"}
      onValueChange={(show) => onFilters({ ...filters, show })}
    />
  );
}
