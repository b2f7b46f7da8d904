import { installationOrganisationView, type InstallationOrganisationView } from "@waybill/protocol/schemas/api/installation";
import { ROLE, type RoleName } from "@waybill/protocol/typed-data/roles";
import { History } from "../../../entities/console/History.tsx";
import type { ActWords, ListDefinition } from "../../../entities/list/definition.ts";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { shortHex } from "../../../lib/short.ts";
import { OrganisationState } from "./OrganisationState.tsx";

const ROLES = Object.keys(ROLE) as RoleName[];

export const BY_WALLET = {
  register: {
    ...{ id: "register", act: "installation:changeActor", label: "console.organisations.register" },
    ...{ question: "console.organisations.register.question", done: "console.organisations.register.done" },
  },
  revoke: {
    ...{ id: "revoke", act: "installation:changeActor", label: "console.organisations.revoke", isDangerous: true },
    ...{ question: "console.organisations.revoke.question", done: "console.organisations.revoke.done" },
  },
} as const satisfies Record<string, ActWords>;

export const ORGANISATIONS: ListDefinition<InstallationOrganisationView> = {
  name: "organisations",
  title: "console.organisations",
  path: "/api/installation/organisations",
  item: installationOrganisationView,
  keyOf: ({ organisation }) => organisation.account,
  nameOf: ({ organisation: { name, account } }) => name ?? account,
  columns: [
    {
      id: "organisation",
      head: "actors.organisation",
      cell: ({ organisation: { account, name } }) => (
        <a href={`/admin/organisations/${account}`} className="block min-w-40 link">
          <span className="block font-medium">{name ?? <T id="actors.unnamed" />}</span>
          <span className="block font-mono text-xs text-muted">{shortHex(account)}</span>
        </a>
      ),
      csv: ({ organisation }) => organisation.name,
    },
    {
      id: "state",
      head: "actors.state",
      cell: ({ state }) => <OrganisationState state={state} />,
      csv: ({ state }) => state,
    },
    {
      id: "roles",
      head: "actors.roles",
      cell: ({ roles }) => (roles.length === 0 ? <T id="actors.no-roles" /> : roles.join(", ")),
      csv: ({ roles }) => roles.join(" "),
    },
    {
      id: "since",
      head: "actors.since",
      cell: ({ registeredAt }) =>
        registeredAt === null ? (
          "–"
        ) : (
          <span className="whitespace-nowrap">
            <RelativeTime time={registeredAt} />
          </span>
        ),
      csv: ({ registeredAt }) => registeredAt,
    },
    { id: "people", head: "console.people", cell: ({ people }) => <Count>{people}</Count>, csv: ({ people }) => people },
    { id: "keys", head: "console.keys", cell: ({ keys }) => <Count>{keys}</Count>, csv: ({ keys }) => keys },
    { id: "sessions", head: "console.sessions", cell: ({ sessions }) => <Count>{sessions}</Count>, csv: ({ sessions }) => sessions },
  ],
  facets: [
    { kind: "text", name: "named", label: "console.organisation.named" },
    {
      kind: "choice",
      name: "state",
      label: "actors.state",
      options: (["pending", "registered", "revoked"] as const).map((value) => ({ value, label: `console.organisation.${value}` as const })),
    },
    {
      kind: "choice",
      name: "role",
      label: "actors.roles",
      options: ROLES.map((value) => ({ value, label: `console.role.${value}` as const })),
    },
  ],
  empty: "console.organisations.none",
  byWallet: Object.values(BY_WALLET),
  details: ({ organisation }) => <History account={organisation.account} />,
};

function Count({ children }: { children: number }) {
  return <span className="tabular-nums">{children}</span>;
}
