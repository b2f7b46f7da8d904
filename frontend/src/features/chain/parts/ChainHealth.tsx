import { feedView, senderView, type FeedView } from "@waybill/protocol/schemas/api/chain-status";
import { chainStatus, pageOf, type ChainStatus } from "@waybill/protocol/schemas/api/system";
import type { ReactNode } from "react";
import { Fetched } from "../../../entities/Fetched.tsx";
import { AccountChip } from "../../../entities/PartyChip.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { useConfig } from "../../../lib/api/use-config.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Fact, Facts, Section } from "../../../ui/Card.tsx";
import { BlockTiles } from "./BlockTiles.tsx";
import { Lag } from "./FeedCells.tsx";
import { SenderCards } from "./SenderCards.tsx";
import { VerdictCallout } from "./VerdictCallout.tsx";

const feedsPage = pageOf(feedView);
const sendersPage = pageOf(senderView);

interface ChainHealthProps {
  /** Asked again this often, in milliseconds. */
  every: number;
  /** What is read. */
  drawFeeds: (feeds: readonly FeedView[]) => ReactNode;
  /** What follows, once it is known what is read. */
  children: (feeds: readonly FeedView[]) => ReactNode;
}

/** How far the chain is, how far we have read it, and the accounts that send for us. */
export function ChainHealth({ every, drawFeeds, children }: ChainHealthProps) {
  const config = useConfig().data;
  return (
    <Fetched queryKey={keys.chain} path="/api/chain" schema={chainStatus} missing={<T id="chain.missing" />} every={every}>
      {(status) => (
        <Fetched queryKey={keys.feeds} path="/api/chain/feeds" schema={feedsPage} missing={<T id="chain.missing" />} every={every}>
          {({ items: feeds }) => (
            <>
              <Overview status={status} feeds={feeds} contract={config?.contracts.supplyChain}>
                {drawFeeds(feeds)}
              </Overview>
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
              {children(feeds)}
            </>
          )}
        </Fetched>
      )}
    </Fetched>
  );
}

interface OverviewProps {
  status: ChainStatus;
  feeds: readonly FeedView[];
  contract?: string;
  /** The feeds. */
  children: ReactNode;
}

function Overview({ status, feeds, contract, children }: OverviewProps) {
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
        {children}
      </Section>
    </>
  );
}
