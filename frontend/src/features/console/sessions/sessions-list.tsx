import { installationSessionView, type InstallationSessionView } from "@waybill/protocol/schemas/api/installation";
import type { ListDefinition } from "../../../entities/list/definition.ts";
import { History } from "../../../entities/console/History.tsx";
import { personName } from "../../../entities/console/person-name.ts";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { InstantText, RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { doOwn } from "../../../lib/session/session.ts";
import { StatusMark } from "../../../ui/StatusMark.tsx";

const BEGUN = ["wallet", "password", "passkey"] as const;

export const SESSIONS: ListDefinition<InstallationSessionView> = {
  name: "sessions",
  title: "console.sessions",
  path: "/api/installation/sessions",
  item: installationSessionView,
  keyOf: ({ id }) => id,
  nameOf: personName,
  columns: [
    {
      id: "person",
      head: "console.person",
      cell: ({ email, person, isCurrent }) => (
        <span className="block min-w-40">
          {email !== null && <span className="block font-medium">{email}</span>}
          <span className="block font-mono text-xs text-muted">{person}</span>
          {isCurrent && (
            <StatusMark tone="passed" plain>
              <T id="account.session.current" />
            </StatusMark>
          )}
        </span>
      ),
      csv: ({ person }) => person,
    },
    {
      id: "organisation",
      head: "console.acts-for",
      cell: ({ organisation }) => (organisation === null ? <T id="console.nobody" /> : <PartyChip party={organisation} />),
      csv: ({ organisation }) => organisation?.account ?? null,
    },
    {
      id: "began",
      head: "console.session.began",
      cell: ({ beganBy }) => <T id={`account.session.by.${beganBy}`} />,
      csv: ({ beganBy }) => beganBy,
    },
    {
      id: "since",
      head: "account.session.begun",
      cell: ({ createdAt }) => (
        <span className="whitespace-nowrap">
          <InstantText time={createdAt} />
        </span>
      ),
      csv: ({ createdAt }) => createdAt,
    },
    {
      id: "used",
      head: "account.session.used",
      cell: ({ usedAt }) => (
        <span className="whitespace-nowrap">
          <RelativeTime time={usedAt} />
        </span>
      ),
      csv: ({ usedAt }) => usedAt,
    },
  ],
  facets: [
    {
      kind: "choice",
      name: "beganBy",
      label: "console.session.began",
      options: BEGUN.map((value) => ({ value, label: `account.session.by.${value}` as const })),
    },
    { kind: "text", name: "person", label: "console.person.id" },
    { kind: "text", name: "account", label: "actors.account" },
  ],
  empty: "console.sessions.none",
  every: 30_000,
  acts: [
    {
      id: "end",
      act: "installation:endSession",
      label: "console.sessions.end",
      question: "console.sessions.end.question",
      done: "console.sessions.end.done",
      appliesTo: ({ isCurrent }) => !isCurrent,
      reach: (sessions) => (
        <p>
          <T id="console.sessions.end.reach" values={{ people: new Set(sessions.map(({ person }) => person)).size }} />
        </p>
      ),
      perform: ({ id }, _, key) => doOwn("DELETE", `/api/installation/sessions/${encodeURIComponent(id)}`, key),
      isDangerous: true,
    },
  ],
  details: ({ id }) => <History subject={id} />,
};
