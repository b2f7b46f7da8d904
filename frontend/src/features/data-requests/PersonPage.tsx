import { personReach, type PersonReach } from "@waybill/protocol/schemas/api/privacy";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PageTitle } from "../../entities/Fetched.tsx";
import { useConsole } from "../../entities/console/console.ts";
import { History } from "../../entities/console/History.tsx";
import { ActPanel } from "../../entities/list/ActPanel.tsx";
import type { ListAct } from "../../entities/list/definition.ts";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { AccountChip } from "../../entities/PartyChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { getOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Fact, Facts, Section } from "../../ui/Card.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { ERASE, HOLD, pathOf, RELEASE } from "./acts.tsx";
import { KeptRows } from "./Erasure.tsx";
import { ExportPerson } from "./ExportPerson.tsx";
import { RevealedEmail } from "./RevealedEmail.tsx";

/** One person: who it is, what is kept about it, and what it may ask for. */
export function PersonPage({ person }: { person: string }) {
  const t = useText();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: keys.list("person", { person }),
    queryFn: ({ signal }) => getOwn(`${pathOf({ person })}/reach`, personReach, signal),
  });
  return (
    <>
      <PageTitle
        eyebrow={
          <a className="link" href="/admin/data-requests">
            {t("operations.data-requests")}
          </a>
        }
        title={t("operations.person")}
      >
        <code className="font-mono break-all">{person}</code>
      </PageTitle>
      {query.isPending && <Skeleton lines={6} label={t("app.loading")} />}
      {query.isError && query.data === undefined && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && <Person reach={query.data} onChanged={() => void client.invalidateQueries({ queryKey: keys.lists })} />}
    </>
  );
}

function Person({ reach, onChanged }: { reach: PersonReach; onChanged: () => void }) {
  const { me } = useConsole();
  const [act, setAct] = useState<ListAct<PersonReach> | null>(null);
  const { person, isErased, hold } = reach;
  const acts = [ERASE, HOLD, RELEASE].filter(
    (one) => mayDo(me, one.act) && (one.appliesTo?.(reach) ?? true) && !isErased && (hold === null) === (one !== RELEASE),
  );
  return (
    <div className="space-y-8">
      {isErased && <Callout tone="neutral" title={<T id="operations.person.erased" />} />}
      {hold !== null && (
        <Callout tone="pending" title={<T id="operations.person.held" values={{ since: <InstantText time={hold.since} /> }} />}>
          {hold.reason !== null && <p className="whitespace-pre-line">{hold.reason}</p>}
        </Callout>
      )}
      {!isErased && <Who reach={reach} />}
      {reach.installationRoles.includes("admin") && (
        <p className="text-muted">
          <T id="operations.person.admin" />
        </p>
      )}
      {act === null ? (
        <div className="flex flex-wrap gap-3">
          {mayDo(me, "persons:export") && !isErased && <ExportPerson person={person} />}
          {acts.map((one) => (
            <Button key={one.id} look={one.isDangerous ? "danger" : "secondary"} onClick={() => setAct(one)}>
              <T id={one.label} />
            </Button>
          ))}
        </div>
      ) : (
        <ActPanel act={act} items={[reach]} nameOf={() => person} onDone={onChanged} onLeave={() => setAct(null)} />
      )}
      <Section id="kept" title={<T id="operations.person.kept" />}>
        <KeptRows tables={reach.tables} />
      </Section>
      <History subject={person} />
    </div>
  );
}

function Who({ reach: { person, since, email, wallets, organisations, installationRoles, openSessions } }: { reach: PersonReach }) {
  return (
    <Facts>
      {email !== null && (
        <Fact name={<T id="operations.person.email" />}>
          <RevealedEmail person={person} masked={email} />
        </Fact>
      )}
      {since !== null && (
        <Fact name={<T id="operations.person.since" />}>
          <InstantText time={since} />
        </Fact>
      )}
      <Fact name={<T id="operations.person.wallets" />}>
        {wallets.length === 0 ? "–" : wallets.map((account) => <AccountChip key={account} account={account} copy />)}
      </Fact>
      <Fact name={<T id="operations.person.organisations" />}>
        {organisations.length === 0
          ? "–"
          : organisations.map(({ account, role }) => (
              <span key={account} className="block">
                <AccountChip account={account} /> <T id={`role.is.${role}`} />
              </span>
            ))}
      </Fact>
      <Fact name={<T id="operations.person.installation" />}>
        {installationRoles.length === 0 ? "–" : installationRoles.map((role) => <T key={role} id={`role.is.${role}`} />)}
      </Fact>
      <Fact name={<T id="operations.person.sessions" />}>{openSessions}</Fact>
    </Facts>
  );
}
