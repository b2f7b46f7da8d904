import { Heading } from "../../entities/Heading.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { Allowed } from "../../entities/session/Allowed.tsx";
import { NoOrganisation } from "../../entities/session/NoOrganisation.tsx";
import { SignedIn } from "../../entities/session/SignedIn.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { ReceivedReports } from "./ReceivedReports.tsx";

/** What people who hold goods of the organisation that is signed in report, and its answers. */
export function ReportsPage({ chainId }: { chainId: number }) {
  return (
    <>
      <Heading className="text-3xl" id="reports.title" />
      <p className="mt-2 mb-8 max-w-2xl text-lg text-muted">
        <T id="reports.intro" />
      </p>
      <SignedIn chainId={chainId} why={<T id="reports.why" />}>
        {(me) =>
          me.organisation === null ? (
            <NoOrganisation me={me}>
              <ButtonLink href="/account">
                <T id="account.nav" />
              </ButtonLink>
            </NoOrganisation>
          ) : (
            <>
              <p className="mb-6 flex flex-wrap items-center gap-2">
                <T id="reports.of" /> <PartyChip party={me.organisation} />
              </p>
              <Allowed me={me} act="reports:list">
                <ReceivedReports me={me} account={me.organisation.account} />
              </Allowed>
            </>
          )
        }
      </SignedIn>
    </>
  );
}
