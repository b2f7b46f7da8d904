import { personView, type PersonView } from "@waybill/protocol/schemas/api/installation";
import { INSTALLATION_ROLES, type InstallationRole } from "@waybill/protocol/permissions/roles";
import { History } from "../../../entities/console/History.tsx";
import { personName } from "../../../entities/console/person-name.ts";
import type { ListAct, ListDefinition } from "../../../entities/list/definition.ts";
import { AccountChip, PartyChip } from "../../../entities/PartyChip.tsx";
import { InstantText, RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { doOwn } from "../../../lib/session/session.ts";
import { PeopleReach } from "./PeopleReach.tsx";
import { protectionOf } from "./protection-of.ts";
import { ResetPassword } from "./ResetPassword.tsx";

/** In one line where the table scrolls sideways anyway; in two where all of it has to be seen. */
const DATE = "max-lg:whitespace-nowrap";

const ROLE_PATH = (role: InstallationRole, { person }: PersonView) => `/api/installation/roles/${role}/${encodeURIComponent(person)}`;

const give = (role: InstallationRole): ListAct<PersonView> => ({
  id: `give-${role}`,
  act: "installation:giveRole",
  label: `console.people.give.${role}`,
  question: `console.people.give.${role}.question`,
  done: "console.people.give.done",
  appliesTo: ({ installationRoles }) => !installationRoles.includes(role),
  reach: (people) => <PeopleReach people={people} says={`console.people.give.${role}.reach`} />,
  perform: (person, _, key) => doOwn("PUT", ROLE_PATH(role, person), key),
});

const take = (role: InstallationRole): ListAct<PersonView> => ({
  id: `take-${role}`,
  act: "installation:takeRole",
  label: `console.people.take.${role}`,
  question: `console.people.take.${role}.question`,
  done: "console.people.take.done",
  appliesTo: ({ installationRoles }) => installationRoles.includes(role),
  reach: (people) => <PeopleReach people={people} says="console.people.take.reach" />,
  perform: (person, _, key) => doOwn("DELETE", ROLE_PATH(role, person), key),
  isDangerous: true,
});

export const PEOPLE: ListDefinition<PersonView> = {
  name: "people",
  title: "console.people",
  path: "/api/installation/people",
  item: personView,
  keyOf: ({ person }) => person,
  nameOf: personName,
  columns: [
    {
      id: "person",
      head: "console.person",
      cell: ({ person, email, wallets }) => (
        <span className="block min-w-40">
          {email !== null && <span className="block font-medium">{email}</span>}
          {wallets.map((wallet) => (
            <AccountChip key={wallet} account={wallet} />
          ))}
          <span className="block font-mono text-xs text-muted">{person}</span>
        </span>
      ),
      csv: ({ person }) => person,
    },
    {
      id: "installation",
      head: "console.people.installation",
      cell: ({ installationRoles }) =>
        installationRoles.length === 0 ? "–" : installationRoles.map((role) => <T key={role} id={`role.is.${role}`} />),
      csv: ({ installationRoles }) => installationRoles.join(" "),
    },
    {
      id: "memberships",
      head: "console.acts-for",
      cell: ({ memberships }) =>
        memberships.length === 0 ? (
          <T id="console.nobody" />
        ) : (
          <ul className="space-y-1">
            {memberships.map(({ organisation, role }) => (
              <li key={organisation.account} className="flex flex-wrap items-center gap-2">
                <PartyChip party={organisation} />
                <T id={`role.is.${role}`} />
              </li>
            ))}
          </ul>
        ),
      csv: ({ memberships }) => memberships.map(({ organisation, role }) => `${organisation.account} ${role}`).join("; "),
    },
    {
      id: "protection",
      head: "console.people.protection",
      cell: (person) => <T id={protectionOf(person)} />,
      csv: ({ hasSecondFactor, hasPasskey }) => [hasPasskey ? "passkey" : "", hasSecondFactor ? "app" : ""].join(" ").trim(),
    },
    {
      id: "sessions",
      head: "console.sessions",
      cell: ({ person, sessions }) =>
        sessions === 0 ? (
          "0"
        ) : (
          <a className="link tabular-nums" href={`/admin/sessions?person=${encodeURIComponent(person)}`}>
            {sessions}
          </a>
        ),
      csv: ({ sessions }) => sessions,
    },
    {
      id: "used",
      head: "account.key.used",
      cell: ({ lastUsedAt }) => (
        <span className={DATE}>{lastUsedAt === null ? <T id="account.key.unused" /> : <RelativeTime time={lastUsedAt} />}</span>
      ),
      csv: ({ lastUsedAt }) => lastUsedAt,
    },
    {
      id: "since",
      head: "account.people.since",
      cell: ({ createdAt }) => (
        <span className={DATE}>
          <InstantText time={createdAt} />
        </span>
      ),
      csv: ({ createdAt }) => createdAt,
    },
  ],
  facets: [
    { kind: "text", name: "named", label: "console.people.named" },
    {
      kind: "choice",
      name: "role",
      label: "console.people.installation",
      options: [
        ...INSTALLATION_ROLES.map((value) => ({ value, label: `role.is.${value}` as const })),
        { value: "none", label: "console.people.none-of-them" as const },
      ],
    },
    { kind: "text", name: "account", label: "actors.account" },
  ],
  empty: "console.people.none",
  acts: [
    give("auditor"),
    give("admin"),
    {
      id: "sign-out",
      act: "installation:endSession",
      label: "console.sessions.end",
      question: "console.people.sign-out.question",
      done: "console.people.sign-out.done",
      appliesTo: ({ sessions }) => sessions > 0,
      reach: (people) => <PeopleReach people={people} says="console.people.sign-out.reach" />,
      perform: ({ person }, _, key) => doOwn("DELETE", `/api/installation/people/${encodeURIComponent(person)}/sessions`, key),
      isDangerous: true,
    },
    {
      id: "dismiss",
      act: "installation:removeMember",
      label: "console.people.dismiss",
      question: "console.people.dismiss.question",
      done: "console.people.dismiss.done",
      appliesTo: ({ memberships }) => memberships.length > 0,
      reach: (people) => <PeopleReach people={people} says="console.people.dismiss.reach" />,
      async perform({ person, memberships }, _, key) {
        const path = `/api/installation/people/${encodeURIComponent(person)}/memberships`;
        for (const { organisation } of memberships)
          await doOwn("DELETE", `${path}/${organisation.account}`, `${key}.${organisation.account}`);
      },
      isDangerous: true,
    },
    {
      id: "take-factors",
      act: "installation:takeFactors",
      label: "console.people.take-factors",
      question: "console.people.take-factors.question",
      done: "console.people.take-factors.done",
      appliesTo: ({ hasSecondFactor, hasPasskey }) => hasSecondFactor || hasPasskey,
      reach: (people) => <PeopleReach people={people} says="console.people.take-factors.reach" />,
      perform: ({ person }, _, key) => doOwn("DELETE", `/api/installation/people/${encodeURIComponent(person)}/second-factors`, key),
      isDangerous: true,
    },
    take("auditor"),
    take("admin"),
  ],
  details: ({ person, email }) => (
    <div className="space-y-4">
      {email !== null && <ResetPassword person={person} />}
      <History subject={person} />
    </div>
  ),
};
