import type { Address } from "@waybill/protocol/schemas/primitives";
import { Heading } from "../../entities/Heading.tsx";
import { SignIn } from "../../entities/session/SignIn.tsx";
import { useSession } from "../../entities/session/use-session.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { ReceivedReports } from "./ReceivedReports.tsx";

interface ReportsPageProps {
  account: Address | null;
  chainId: number;
}

/** What people who hold goods of this organisation report, and its answers. */
export function ReportsPage({ account, chainId }: ReportsPageProps) {
  const { session, keep } = useSession(account);
  return (
    <>
      <Heading className="text-3xl" id="reports.title" />
      <p className="mt-2 mb-8 max-w-2xl text-lg text-muted">
        <T id="reports.intro" />
      </p>
      {account === null && <Callout className="mb-6" tone="neutral" title={<T id="reports.connect" />} />}
      {session === null ? (
        <SignIn why="reports.sign-in.text" account={account} chainId={chainId} onSession={keep} />
      ) : (
        <ReceivedReports token={session.token} onEnd={() => keep(null)} />
      )}
    </>
  );
}
