import { useQuery, useQueryClient } from "@tanstack/react-query";
import { installationOrganisationView, type InstallationOrganisationView } from "@waybill/protocol/schemas/api/installation";
import { useCallback, type ReactNode } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import { History } from "../../../entities/console/History.tsx";
import { PageTitle } from "../../../entities/Fetched.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { FinalityMark } from "../../../entities/Marks.tsx";
import { AccountChip } from "../../../entities/PartyChip.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { getOwn } from "../../../lib/session/session.ts";
import { shortHex } from "../../../lib/short.ts";
import { Fact, Facts } from "../../../ui/Card.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { ChainActs } from "./ChainActs.tsx";
import { OrganisationState } from "./OrganisationState.tsx";

/** One account: what it asked for, what the chain says, who acts for it, and what an admin can do about it. */
export function OrganisationPage({ account }: { account: string }) {
  const t = useText();
  const client = useQueryClient();
  const { me } = useConsole();
  const onChanged = useCallback(() => void client.invalidateQueries({ queryKey: keys.lists }), [client]);
  const query = useQuery({
    queryKey: keys.organisation(account),
    queryFn: ({ signal }) => getOwn(`/api/installation/organisations/${encodeURIComponent(account)}`, installationOrganisationView, signal),
  });
  if (query.isPending) return <Skeleton lines={6} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  const view = query.data;
  const { organisation } = view;
  return (
    <>
      <PageTitle
        eyebrow={
          <a className="link" href="/admin/organisations">
            {t("console.organisations")}
          </a>
        }
        title={organisation.name ?? shortHex(organisation.account)}
      />
      <div className="space-y-10">
        <OrganisationFacts view={view} />
        {mayDo(me, "installation:changeActor") && <ChainActs view={view} onChanged={onChanged} />}
        <History account={organisation.account} />
      </div>
    </>
  );
}

function OrganisationFacts({ view }: { view: InstallationOrganisationView }) {
  const { organisation, state, roles, rolesAsked, registeredAt, revokedAt, finality, people, keys: good, sessions } = view;
  return (
    <Facts>
      <Fact name={<T id="actors.account" />}>
        <AccountChip account={organisation.account} />
      </Fact>
      <Fact name={<T id="actors.state" />}>
        <span className="flex flex-wrap gap-3">
          <OrganisationState state={state} />
          {finality !== null && <FinalityMark finality={finality} />}
        </span>
      </Fact>
      <Fact name={<T id="console.organisation.roles" />}>{roles.length === 0 ? <T id="actors.no-roles" /> : roles.join(", ")}</Fact>
      {rolesAsked.length > 0 && rolesAsked.join() !== roles.join() && (
        <Fact name={<T id="console.organisation.asked" />}>{rolesAsked.join(", ")}</Fact>
      )}
      {registeredAt !== null && (
        <Fact name={<T id="actor.registered" />}>
          <InstantText time={registeredAt} />
        </Fact>
      )}
      {revokedAt !== null && (
        <Fact name={<T id="actor.revoked" />}>
          <InstantText time={revokedAt} />
        </Fact>
      )}
      <Fact name={<T id="console.organisation.acting" />}>
        <T
          id="console.organisation.acting.text"
          values={{
            ...{ people, keys: good, sessions },
            peopleLink: (inner: ReactNode[]) => <Link to={`/admin/people?account=${organisation.account}`}>{inner}</Link>,
            keysLink: (inner: ReactNode[]) => <Link to={`/admin/keys?account=${organisation.account}&state=good`}>{inner}</Link>,
            sessionsLink: (inner: ReactNode[]) => <Link to={`/admin/sessions?account=${organisation.account}`}>{inner}</Link>,
          }}
        />
      </Fact>
    </Facts>
  );
}

function Link({ to, children }: { to: string; children: ReactNode[] }) {
  return (
    <a className="link" href={to}>
      {children}
    </a>
  );
}
