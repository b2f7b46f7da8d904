import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ComposePage } from "../../features/compose/ComposePage.tsx";
import { OwnDocumentsPage } from "../../features/documents/OwnDocumentsPage.tsx";
import { HandoverPage } from "../../features/handovers/HandoverPage.tsx";
import { HandoversPage } from "../../features/handovers/HandoversPage.tsx";
import { NewHandoverPage } from "../../features/handovers/new/NewHandoverPage.tsx";
import { JoinPage } from "../../features/join/JoinPage.tsx";
import { RegistrationNotice } from "../../features/join/RegistrationNotice.tsx";
import { OutboxPage } from "../../features/outbox/OutboxPage.tsx";
import { RecallActions } from "../../features/recalls/answer/RecallActions.tsx";
import { NewRecallPage } from "../../features/recalls/new/NewRecallPage.tsx";
import { PassOnPage } from "../../features/recalls/new/PassOnPage.tsx";
import { AskedNotice } from "../../features/recalls/AskedNotice.tsx";
import { RecallOfEventPage } from "../../features/recalls/new/RecallOfEventPage.tsx";
import { RecallPage } from "../../features/recalls/RecallPage.tsx";
import { SupplierRecallsPage } from "../../features/recalls/SupplierRecallsPage.tsx";
import { ReportsPage } from "../../features/reports-mine/ReportsPage.tsx";
import { LabelsPage } from "../../features/labels/LabelsPage.tsx";
import { LinksPage } from "../../features/links/LinksPage.tsx";
import { HomePage } from "../../features/statements-mine/HomePage.tsx";
import { StatementPage } from "../../features/statements-mine/StatementPage.tsx";
import { useSupplier } from "./use-supplier.ts";

export function HomeRoute() {
  const { account, actor, openConnectDialog } = useSupplier();
  const notices = (
    <>
      <AskedNotice account={account} />
      <RegistrationNotice actor={actor} />
    </>
  );
  return <HomePage account={account} actor={actor} onConnect={openConnectDialog} notices={notices} />;
}

export function JoinRoute() {
  const { config, account, actor } = useSupplier();
  return <JoinPage config={config} account={account} actor={actor} />;
}

export function NewEventRoute() {
  const { config, account, actor, gln, openConnectDialog } = useSupplier();
  const navigate = useNavigate();
  return (
    <>
      {account !== null && (
        <div className="[&:not(:empty)]:mb-8">
          <RegistrationNotice actor={actor} />
        </div>
      )}
      <ComposePage
        config={config}
        account={account}
        gln={gln}
        onConnect={openConnectDialog}
        onPosted={(commitment) => void navigate({ to: "/supplier/events/$commitment", params: { commitment } })}
      />
    </>
  );
}

export function StatementRoute() {
  const { config, account, chain } = useSupplier();
  const navigate = useNavigate();
  const { commitment } = useParams({ from: "/supplier/events/$commitment" });
  return (
    <StatementPage
      key={commitment}
      commitment={commitment}
      demo={config.demo}
      account={account}
      chain={chain}
      onPosted={(posted) => void navigate({ to: "/supplier/events/$commitment", params: { commitment: posted } })}
    />
  );
}

export function OutboxRoute() {
  return <OutboxPage />;
}

export function ReportsRoute() {
  return <ReportsPage chainId={useSupplier().chain.chainId} />;
}

export function HandoversRoute() {
  return <HandoversPage account={useSupplier().account} />;
}

export function NewHandoverRoute() {
  const { chain, account, gln, openConnectDialog } = useSupplier();
  const navigate = useNavigate();
  return (
    <NewHandoverPage
      account={account}
      gln={gln}
      chain={chain}
      onConnect={openConnectDialog}
      onOffered={(id) =>
        void (id === null ? navigate({ to: "/supplier/handovers" }) : navigate({ to: "/supplier/handovers/$id", params: { id } }))
      }
    />
  );
}

export function HandoverRoute() {
  const { chain, account } = useSupplier();
  const { id } = useParams({ from: "/supplier/handovers/$id" });
  return <HandoverPage key={id} id={id} account={account} chain={chain} />;
}

export function RecallsRoute() {
  return <SupplierRecallsPage account={useSupplier().account} />;
}

export function NewRecallRoute() {
  const { chain, account, gln, openConnectDialog } = useSupplier();
  const { subject, event, forwards } = useSearch({ from: "/supplier/recalls/new" });
  const navigate = useNavigate();
  const onPosted = (notice: string) => void navigate({ to: "/supplier/recalls/$notice", params: { notice } });
  const signing = { account, gln, chain, onConnect: openConnectDialog, onPosted };
  if (forwards !== undefined) return <PassOnPage notice={forwards} {...signing} />;
  if (event !== undefined) return <RecallOfEventPage key={event} event={event} {...signing} />;
  return <NewRecallPage key={subject} subjects={subject === undefined ? [] : [subject]} {...signing} />;
}

export function RecallRoute() {
  const { chain, account, gln } = useSupplier();
  const { notice } = useParams({ from: "/supplier/recalls/$notice" });
  return <RecallPage key={notice} notice={notice} actions={(recall) => <RecallActions {...{ recall, account, gln, chain }} />} />;
}

export function OwnDocumentsRoute() {
  const { chain, account, openConnectDialog } = useSupplier();
  return <OwnDocumentsPage key={account} account={account} chain={chain} onConnect={openConnectDialog} />;
}

export function LinksRoute() {
  const { chain, account } = useSupplier();
  return <LinksPage key={account} account={account} chain={chain} />;
}

export function LabelsRoute() {
  return <LabelsPage />;
}
