import { feedView, senderView, type FeedView } from "@waybill/protocol/schemas/api/chain-status";
import { chainStatus, pageOf, type ChainStatus } from "@waybill/protocol/schemas/api/system";
import { Fetched, PageTitle } from "../../entities/Fetched.tsx";
import { AccountChip } from "../../entities/PartyChip.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { useConfig } from "../../lib/api/use-config.ts";
import { useIsLive, useStreamInvalidation } from "../../lib/api/use-stream.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Fact, Facts, Section } from "../../ui/Card.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { AnchorCosts } from "./lists/AnchorCosts.tsx";
import { QueueList } from "./lists/QueueList.tsx";
import { ReorgList } from "./lists/ReorgList.tsx";
import type { ChainFilters } from "./model/filters.ts";
import { BlockTiles } from "./parts/BlockTiles.tsx";
import { FeedsTable, Lag } from "./parts/FeedsTable.tsx";
import { SenderCards } from "./parts/SenderCards.tsx";
import { VerdictCallout } from "./parts/VerdictCallout.tsx";

/** How often is asked while messages arrive: balances change without one. Without messages, much more often. */
const LIVE_MILLISECONDS = 30_000;
const POLL_MILLISECONDS = 5_000;

const feedsPage = pageOf(feedView);
const sendersPage = pageOf(senderView);

interface ChainPageProps {
  filters: ChainFilters;
  onFilters: (filters: ChainFilters) => void;
}

/** How far the chain is, how far we have read it, what waits to be sent, and what it all cost. */
export function ChainPage({ filters, onFilters }: ChainPageProps) {
  const t = useText();
  const config = useConfig().data;
  useStreamInvalidation();
  const isLive = useIsLive();
  const every = isLive ? LIVE_MILLISECONDS : POLL_MILLISECONDS;
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
      <Fetched queryKey={keys.chain} path="/api/chain" schema={chainStatus} missing={<T id="chain.missing" />} every={every}>
        {(status) => (
          <Fetched queryKey={keys.feeds} path="/api/chain/feeds" schema={feedsPage} missing={<T id="chain.missing" />} every={every}>
            {({ items: feeds }) => (
              <>
                <Overview status={status} feeds={feeds} contract={config?.contracts.supplyChain} />
                <Section id="senders" title={<T id="chain.senders" />} intro={<T id="chain.senders.intro" />}>
                  <Fetched
                    queryKey={keys.senders}
                    path="/api/chain/senders"
                    schema={sendersPage}
                    missing={<T id="chain.missing" />}
                    every={every}
                  >
                    {({ items }) => <SenderCards senders={items} />}
                  </Fetched>
                </Section>
                <Section id="lists" title={<T id="chain.lists" />} intro={<T id="chain.lists.intro" />}>
                  <Lists filters={filters} onFilters={onFilters} feeds={feeds} every={every} />
                </Section>
              </>
            )}
          </Fetched>
        )}
      </Fetched>
    </>
  );
}

function Overview({ status, feeds, contract }: { status: ChainStatus; feeds: readonly FeedView[]; contract?: string }) {
  const { anchors } = status;
  return (
    <>
      <VerdictCallout status={status} feeds={feeds} />
      <BlockTiles status={status} />
      <Facts className="mt-8">
        <Fact name={<T id="chain.lag" />}>
          <Lag feed={status} />
        </Fact>
        <Fact name={<T id="chain.id" />}>{status.chainId}</Fact>
        {contract !== undefined && (
          <Fact name={<T id="chain.contract" />}>
            <AccountChip account={contract} />
          </Fact>
        )}
        <Fact name={<T id="chain.anchors" />}>
          <T id="chain.anchors.value" values={{ count: anchors.count, pending: anchors.pendingStatements }} />
          {anchors.oldestPendingAt !== null && (
            <span className="block text-sm text-muted">
              <T id="chain.anchors.oldest" values={{ time: <RelativeTime time={anchors.oldestPendingAt} /> }} />
            </span>
          )}
        </Fact>
      </Facts>
      <Section id="feeds" title={<T id="chain.feeds" />} intro={<T id="chain.feeds.intro" />}>
        <FeedsTable feeds={feeds} />
      </Section>
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
