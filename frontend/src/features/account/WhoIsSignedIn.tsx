import type { Me } from "@waybill/protocol/schemas/api/identity";
import { AccountChip, PartyChip } from "../../entities/PartyChip.tsx";
import { NoOrganisation } from "../../entities/session/NoOrganisation.tsx";
import { RoleNames } from "../../entities/session/RoleNames.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";

/** The person, and the organisation that the session acts for. */
export function WhoIsSignedIn({ me }: { me: Me }) {
  const { organisation, wallets, email, roles, installationRoles, authenticatedAt } = me;
  return (
    <>
      {organisation === null && (
        <NoOrganisation me={me}>
          <ButtonLink href="/supplier/join">
            <T id="account.join" />
          </ButtonLink>
        </NoOrganisation>
      )}
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-[max-content_1fr]">
        {organisation !== null && (
          <>
            <dt className="text-muted">
              <T id="account.organisation" />
            </dt>
            <dd>
              <PartyChip party={organisation} />
            </dd>
            <dt className="text-muted">
              <T id="account.roles" />
            </dt>
            <dd data-testid="roles">
              <RoleNames roles={roles} />
            </dd>
          </>
        )}
        {installationRoles.length > 0 && (
          <>
            <dt className="text-muted">
              <T id="account.installation-roles" />
            </dt>
            <dd className="flex flex-wrap gap-x-4">
              <RoleNames roles={installationRoles} />
              <a className="link" href="/admin">
                <T id="account.console" />
              </a>
            </dd>
          </>
        )}
        {email !== null && (
          <>
            <dt className="text-muted">
              <T id="session.email" />
            </dt>
            <dd className="break-all">{email}</dd>
          </>
        )}
        {wallets.length > 0 && (
          <>
            <dt className="text-muted">
              <T id="account.wallets" values={{ count: wallets.length }} />
            </dt>
            <dd className="flex flex-wrap gap-2">
              {wallets.map((wallet) => (
                <AccountChip key={wallet} account={wallet} copy />
              ))}
            </dd>
          </>
        )}
        <dt className="text-muted">
          <T id="account.since" />
        </dt>
        <dd>
          <InstantText time={authenticatedAt} />
        </dd>
      </dl>
    </>
  );
}
