import { installationKeyView, type InstallationKeyView } from "@waybill/protocol/schemas/api/installation";
import type { ListDefinition } from "../../../entities/list/definition.ts";
import { History } from "../../../entities/console/History.tsx";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { InstantText, RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { doOwn } from "../../../lib/session/session.ts";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { KeysReach } from "./KeysReach.tsx";

const TONE = { good: "passed", expired: "neutral", revoked: "failed" } as const;
const SCOPES = ["capture", "reports", "claims", "audit"] as const;

export const KEYS: ListDefinition<InstallationKeyView> = {
  name: "keys",
  title: "console.keys",
  path: "/api/installation/keys",
  item: installationKeyView,
  keyOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  columns: [
    {
      id: "name",
      head: "account.key.name",
      cell: ({ id, name }) => (
        <span className="block min-w-40">
          <span className="font-medium">{name}</span>
          <span className="block font-mono text-xs text-muted">waybill_{id}…</span>
        </span>
      ),
      csv: ({ name }) => name,
    },
    {
      id: "organisation",
      head: "actors.organisation",
      cell: ({ organisation }) => <PartyChip party={organisation} />,
      csv: ({ organisation }) => organisation.account,
    },
    {
      id: "state",
      head: "actors.state",
      cell: ({ state }) => (
        <StatusMark tone={TONE[state]} plain className="whitespace-nowrap">
          <T id={`console.key.${state}`} />
        </StatusMark>
      ),
      csv: ({ state }) => state,
    },
    {
      id: "scopes",
      head: "account.key.allows",
      cell: ({ scopes }) => <span className="whitespace-nowrap">{scopes.join(", ")}</span>,
      csv: ({ scopes }) => scopes.join(" "),
    },
    {
      id: "used",
      head: "account.key.used",
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? <T id="account.key.unused" /> : <RelativeTime time={lastUsedAt} />),
      csv: ({ lastUsedAt }) => lastUsedAt,
    },
    {
      id: "expires",
      head: "account.key.expires",
      cell: ({ expiresAt, revokedAt }) => (
        <span className="whitespace-nowrap">
          <InstantText time={revokedAt ?? expiresAt} />
        </span>
      ),
      csv: ({ expiresAt, revokedAt }) => revokedAt ?? expiresAt,
    },
  ],
  facets: [
    {
      kind: "choice",
      name: "state",
      label: "actors.state",
      options: [
        { value: "good", label: "console.key.good" },
        { value: "expired", label: "console.key.expired" },
        { value: "revoked", label: "console.key.revoked" },
      ],
    },
    {
      kind: "choice",
      name: "scope",
      label: "account.key.allows",
      options: SCOPES.map((value) => ({ value, label: `console.scope.${value}` as const })),
    },
    { kind: "text", name: "name", label: "account.key.name" },
    { kind: "text", name: "account", label: "actors.account" },
  ],
  empty: "console.keys.none",
  acts: [
    {
      id: "revoke",
      act: "installation:revokeKey",
      label: "console.keys.revoke",
      question: "console.keys.revoke.question",
      done: "console.keys.revoke.done",
      appliesTo: ({ state }) => state === "good",
      reach: (keys) => <KeysReach keys={keys} />,
      perform: ({ id }, _, key) => doOwn("DELETE", `/api/installation/keys/${id}`, key),
      isDangerous: true,
    },
  ],
  details: ({ id }) => <History subject={id} />,
};
