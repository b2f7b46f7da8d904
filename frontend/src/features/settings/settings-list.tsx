import { settingView, type SettingView } from "@waybill/protocol/schemas/api/settings";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { InstantText } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";

export const SETTINGS: ListDefinition<SettingView> = {
  name: "settings",
  title: "operations.settings",
  path: "/api/installation/settings",
  item: settingView,
  keyOf: ({ name }) => name,
  nameOf: ({ name }) => name,
  columns: [
    {
      id: "name",
      head: "operations.settings.name",
      cell: ({ name, description }) => (
        <span className="block min-w-56">
          <code className="font-mono text-sm font-semibold break-all">{name}</code>
          <span className="block text-muted">{withCode(description)}</span>
        </span>
      ),
      csv: ({ name }) => name,
    },
    { id: "value", head: "operations.settings.value", cell: (setting) => <Value setting={setting} />, csv: ({ value }) => value },
    {
      id: "source",
      head: "operations.settings.source",
      cell: ({ source }) => (
        <span className="whitespace-nowrap">
          <T id={`operations.settings.from.${source}`} />
        </span>
      ),
      csv: ({ source }) => source,
    },
    {
      id: "since",
      head: "operations.settings.since",
      cell: ({ since }) =>
        since === null ? (
          "–"
        ) : (
          <span className="whitespace-nowrap">
            <InstantText time={since} />
          </span>
        ),
      csv: ({ since }) => since,
    },
  ],
  facets: [
    { kind: "text", name: "named", label: "operations.settings.named" },
    {
      kind: "choice",
      name: "source",
      label: "operations.settings.source",
      options: (["environment", "file", "default", "absent"] as const).map((value) => ({
        value,
        label: `operations.settings.from.${value}` as const,
      })),
    },
  ],
  empty: "operations.settings.none",
};

/** What stands between backticks, as code. */
function withCode(text: string) {
  return text.split("`").map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>));
}

function Value({ setting: { value, isSecret, source } }: { setting: SettingView }) {
  if (value !== null) return <code className="font-mono text-sm break-all">{value}</code>;
  return <T id={isSecret && source !== "absent" ? "operations.settings.set" : "operations.settings.absent"} />;
}
