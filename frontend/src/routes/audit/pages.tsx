import { useLocation } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { ActorPage } from "../../features/actors/ActorPage.tsx";
import { ActorsPage } from "../../features/actors/ActorsPage.tsx";
import { AnchorPage } from "../../features/anchors/AnchorPage.tsx";
import { AnchorsPage } from "../../features/anchors/AnchorsPage.tsx";
import { ChainPage } from "../../features/chain/ChainPage.tsx";
import { CheckPanel } from "../../features/check/CheckPanel.tsx";
import { DiscloseFields } from "../../features/disclose/DiscloseFields.tsx";
import { DocumentPage } from "../../features/documents/DocumentPage.tsx";
import { EventPage } from "../../features/events/EventPage.tsx";
import { RecallPage } from "../../features/recalls/RecallPage.tsx";
import { RecallsPage } from "../../features/recalls/RecallsPage.tsx";
import { ReadersPage } from "../../features/readers/ReadersPage.tsx";
import { SearchPage } from "../../features/search/SearchPage.tsx";
import { TracePage } from "../../features/trace/TracePage.tsx";
import { TypedUnit } from "../../features/units/TypedUnit.tsx";
import { UnitPage } from "../../features/units/UnitPage.tsx";
import { VerifyFilePage } from "../../features/verify-file/VerifyFilePage.tsx";
import { getText } from "../../lib/api/client.ts";
import { useConfig } from "../../lib/api/use-config.ts";
import { subjectOfPath } from "../../lib/subject.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import {
  actorRoute,
  anchorRoute,
  chainRoute,
  documentRoute,
  eventRoute,
  readersRoute,
  recallRoute,
  searchRoute,
  traceRoute,
  unitRoute,
} from "./routes.tsx";

export function EventRoute() {
  const { eventHash } = eventRoute.useParams();
  return <EventPage key={eventHash} eventHash={eventHash} renderProof={(commitment) => <StatementProof commitment={commitment} />} />;
}

export function AnchorsRoute() {
  return <AnchorsPage />;
}

export function AnchorRoute() {
  const { index } = anchorRoute.useParams();
  return <AnchorPage key={index} index={index} />;
}

export function UnitRoute() {
  const { unit } = unitRoute.useParams();
  return /^0x[0-9a-f]{64}$/i.test(unit) ? <UnitPage key={unit} unit={unit} /> : <TypedUnit key={unit} typed={unit} />;
}

export function ActorsRoute() {
  return <ActorsPage />;
}

export function ActorRoute() {
  const { account } = actorRoute.useParams();
  return <ActorPage key={account} account={account} />;
}

export function ChainRoute() {
  const filters = chainRoute.useSearch();
  const navigate = chainRoute.useNavigate();
  return <ChainPage filters={filters} onFilters={(search) => void navigate({ search, replace: true, resetScroll: false })} />;
}

export function RecallsRoute() {
  return <RecallsPage />;
}

export function RecallRoute() {
  const { notice } = recallRoute.useParams();
  return <RecallPage key={notice} notice={notice} />;
}

export function DocumentRoute() {
  const { cid } = documentRoute.useParams();
  const { link = null } = documentRoute.useSearch();
  return <DocumentPage key={`${cid} ${link}`} cid={cid} link={link} />;
}

export function SearchRoute() {
  const { q = "" } = searchRoute.useSearch();
  const navigate = searchRoute.useNavigate();
  return <SearchPage key={q} query={q} onSearch={(query) => void navigate({ search: query === "" ? {} : { q: query } })} />;
}

export function ReadersRoute() {
  const { of = "" } = readersRoute.useSearch();
  const navigate = readersRoute.useNavigate();
  return <ReadersPage key={of} of={of} onAsk={(asked) => void navigate({ search: asked === "" ? {} : { of: asked } })} />;
}

export function TraceRoute() {
  const { pathname } = useLocation();
  const filters = traceRoute.useSearch();
  const navigate = traceRoute.useNavigate();
  const subject = subjectOfPath(pathname.slice("/trace".length));
  return (
    <TracePage
      key={pathname}
      subject={subject}
      filters={filters}
      onFilters={(search) => void navigate({ search, replace: true, resetScroll: false })}
    />
  );
}

/** Needs our server for nothing: without it the reader names the node. */
export function VerifyRoute() {
  const config = useConfig();
  if (config.isPending && config.failureCount === 0) return <Skeleton label="" />;
  return (
    <VerifyFilePage
      renderProof={(bundle, fileName) => (
        <>
          <CheckPanel config={config.data ?? null} bundle={bundle} fileName={fileName} autoStart />
          <DiscloseFields bundle={bundle} isPublic={false} />
        </>
      )}
    />
  );
}

/** The check of one statement, and a file of some of its fields. */
function StatementProof({ commitment }: { commitment: string }) {
  const bundle = useCallback(() => getText(`/api/statements/${commitment}/bundle`), [commitment]);
  return (
    <div className="flex flex-wrap gap-3 [&>:not(button)]:w-full">
      <StatementCheck commitment={commitment} bundle={bundle} />
      <DiscloseFields bundle={bundle} isPublic />
    </div>
  );
}

/** Closed until asked for; then it runs at once. */
function StatementCheck({ commitment, bundle }: { commitment: string; bundle: () => Promise<string> }) {
  const [isOpen, setIsOpen] = useState(false);
  const config = useConfig();
  if (!isOpen || config.isPending) {
    return (
      <Button look="primary" busy={isOpen} onClick={() => setIsOpen(true)}>
        <T id="event.check" />
      </Button>
    );
  }
  return (
    <CheckPanel
      config={config.data ?? null}
      bundle={bundle}
      fileName={`statement-${commitment.slice(2, 14)}.json`}
      about={{ commitment }}
      fetchesDocuments
      autoStart
    />
  );
}
