import type { Session } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useState } from "react";
import { Heading } from "../../entities/Heading.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { ReceivedReports } from "./ReceivedReports.tsx";
import { keepSession, readSession } from "./session.ts";
import { SignIn } from "./SignIn.tsx";

interface ReportsPageProps {
  account: Address | null;
  chainId: number;
}

/** What people who hold goods of this organisation report, and its answers. */
export function ReportsPage({ account, chainId }: ReportsPageProps) {
  const [opened, setOpened] = useState<Session | null>(null);
  const session = account === null ? null : opened?.account === account ? opened : readSession(account);
  const keep = (next: Session | null) => {
    keepSession(next);
    setOpened(next);
  };
  return (
    <>
      <Heading className="text-3xl" id="reports.title" />
      <p className="mt-2 mb-8 max-w-2xl text-lg text-muted">
        <T id="reports.intro" />
      </p>
      {account === null && <Callout className="mb-6" tone="neutral" title={<T id="reports.connect" />} />}
      {session === null ? (
        <SignIn account={account} chainId={chainId} onSession={keep} />
      ) : (
        <ReceivedReports token={session.token} onEnd={() => keep(null)} />
      )}
    </>
  );
}
