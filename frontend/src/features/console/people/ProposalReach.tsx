import type { InstallationRules, PersonView } from "@waybill/protocol/schemas/api/installation";
import { personName } from "../../../entities/console/person-name.ts";
import { AccountChip, PartyChip } from "../../../entities/PartyChip.tsx";
import { RoleNames } from "../../../entities/session/RoleNames.tsx";
import { InstantText, RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Fact, Facts } from "../../../ui/Card.tsx";
import { protectionOf } from "./protection-of.ts";

interface ProposalReachProps {
  proposal: Pick<InstallationRules["proposals"][number], "act" | "person" | "account">;
  about: PersonView | null;
}

/** What happens when a proposal is confirmed, and to whom. */
export function ProposalReach({ proposal: { act, person, account }, about }: ProposalReachProps) {
  return (
    <div className="space-y-4">
      <p className="max-w-2xl">
        <T id={`console.two.${act}.reach`} values={{ sessions: about?.sessions ?? 0 }} />
      </p>
      {account !== null && <AccountChip account={account} />}
      {about !== null ? <About person={about} /> : person !== null && <code className="font-mono break-all">{person}</code>}
    </div>
  );
}

function About({ person }: { person: PersonView }) {
  const { wallets, memberships, installationRoles, sessions, waysInChangedAt, lastUsedAt, createdAt } = person;
  return (
    <Facts>
      <Fact name={<T id="console.person" />}>
        <span className="break-all">{personName(person)}</span>
        {wallets.map((wallet) => (
          <AccountChip key={wallet} account={wallet} />
        ))}
      </Fact>
      <Fact name={<T id="console.people.installation" />}>
        {installationRoles.length === 0 ? "–" : <RoleNames roles={installationRoles} />}
      </Fact>
      <Fact name={<T id="console.acts-for" />}>
        {memberships.length === 0 ? (
          <T id="console.nobody" />
        ) : (
          memberships.map(({ organisation }) => <PartyChip key={organisation.account} party={organisation} />)
        )}
      </Fact>
      <Fact name={<T id="console.people.protection" />}>
        <T id={protectionOf(person)} />
      </Fact>
      <Fact name={<T id="console.two.ways-in" />}>
        {waysInChangedAt === null ? <T id="console.two.ways-in.never" /> : <InstantText time={waysInChangedAt} />}
      </Fact>
      <Fact name={<T id="console.sessions" />}>{sessions}</Fact>
      <Fact name={<T id="account.key.used" />}>
        {lastUsedAt === null ? <T id="account.key.unused" /> : <RelativeTime time={lastUsedAt} />}
      </Fact>
      <Fact name={<T id="account.people.since" />}>
        <InstantText time={createdAt} />
      </Fact>
    </Facts>
  );
}
