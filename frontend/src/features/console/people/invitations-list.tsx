import { INSTALLATION_ROLES } from "@waybill/protocol/permissions/roles";
import { installationInvitationView, type InstallationInvitationView } from "@waybill/protocol/schemas/api/installation";
import { History } from "../../../entities/console/History.tsx";
import { personName } from "../../../entities/console/person-name.ts";
import type { ListDefinition } from "../../../entities/list/definition.ts";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { doOwn } from "../../../lib/session/session.ts";

/** Every link that somebody can still take. */
export const INVITATIONS: ListDefinition<InstallationInvitationView> = {
  name: "invitations",
  // Beside the people.
  place: "invitations",
  title: "account.invitations",
  path: "/api/installation/invitations",
  item: installationInvitationView,
  keyOf: ({ id }) => id,
  nameOf: ({ id }) => id,
  columns: [
    {
      id: "role",
      head: "account.invitations.role",
      cell: ({ role }) => (
        <span className="font-medium">
          <T id={`role.is.${role}`} />
        </span>
      ),
      csv: ({ role }) => role,
    },
    {
      id: "of",
      head: "console.invitations.of",
      cell: ({ organisation }) =>
        organisation === null ? <T id="console.invitations.installation" /> : <PartyChip party={organisation} />,
      csv: ({ organisation }) => organisation?.account ?? "installation",
    },
    {
      id: "by",
      head: "account.invitations.by",
      cell: ({ invitedBy, email }) => <span className="block min-w-40 break-all">{personName({ person: invitedBy, email })}</span>,
      csv: ({ invitedBy }) => invitedBy,
    },
    {
      id: "made",
      head: "account.invitations.made",
      cell: ({ createdAt }) => (
        <span className="whitespace-nowrap">
          <RelativeTime time={createdAt} />
        </span>
      ),
      csv: ({ createdAt }) => createdAt,
    },
    {
      id: "until",
      head: "account.invitations.until",
      cell: ({ expiresAt }) => (
        <span className="whitespace-nowrap">
          <RelativeTime time={expiresAt} />
        </span>
      ),
      csv: ({ expiresAt }) => expiresAt,
    },
  ],
  facets: [
    {
      kind: "choice",
      name: "role",
      label: "account.invitations.role",
      options: INSTALLATION_ROLES.map((value) => ({ value, label: `role.is.${value}` as const })),
    },
    { kind: "text", name: "account", label: "actors.account" },
    { kind: "text", name: "person", label: "account.invitations.by" },
  ],
  empty: "account.invitations.none",
  every: 30_000,
  acts: [
    {
      id: "withdraw",
      act: "installation:withdrawInvitation",
      label: "account.invitations.withdraw",
      question: "console.invitations.withdraw.question",
      done: "console.invitations.withdraw.done",
      reach: (invitations) => (
        <div className="space-y-3">
          <p>
            <T id="console.invitations.withdraw.reach" values={{ count: invitations.length }} />
          </p>
          <ul className="list-disc space-y-1 pl-5">
            {invitations.map(({ id, role, organisation, invitedBy, email }) => (
              <li key={id} className="break-words">
                <T
                  id="console.invitations.one"
                  values={{
                    role: <T id={`role.is.${role}`} />,
                    where: organisation === null ? <T id="console.invitations.installation" /> : <PartyChip party={organisation} />,
                    who: personName({ person: invitedBy, email }),
                  }}
                />
              </li>
            ))}
          </ul>
        </div>
      ),
      perform: ({ id }, _, key) => doOwn("DELETE", `/api/installation/invitations/${encodeURIComponent(id)}`, key),
      isDangerous: true,
    },
  ],
  details: ({ id }) => <History subject={id} />,
};
