import { stateOfOperation, type AccessOperation, type AccessTable } from "@waybill/protocol/access/access-table";
import type { OperationAct } from "@waybill/protocol/schemas/api/installation";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { History } from "../../../entities/console/History.tsx";
import type { ActWords, HeldListDefinition } from "../../../entities/list/definition.ts";
import { says } from "../../../entities/list/says.ts";
import { InstantText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { shortHex } from "../../../lib/short.ts";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { NamedAccount } from "./NamedAccount.tsx";
import { callText, contractAt } from "./names.ts";

/** A call that was announced and waits. */
export interface OperationRow {
  operation: AccessOperation;
  /** As people read it. */
  text: string;
  isReady: boolean;
}

export function operationsOf(table: AccessTable, config: PublicConfig): OperationRow[] {
  return table.operations
    .map((operation) => ({ operation, state: stateOfOperation(operation, table.now) }))
    .filter(({ state }) => state !== "expired")
    .map(({ operation, state }) => ({
      ...{ operation, text: callText(contractAt(config, operation.target), operation.data) },
      isReady: state === "ready",
    }));
}

const wordsOf = <const Kind extends OperationAct["act"]>(id: Kind) =>
  ({
    ...{ id, act: "installation:changeActor", label: `console.access.${id}.several`, isDangerous: true },
    ...{ question: `console.access.${id}.question`, done: `console.access.${id}.done` },
  }) as const satisfies ActWords;
export const BY_WALLET = [wordsOf("execute"), wordsOf("cancel")] as const;

/** What was announced to the AccessManager, and can be done, called off, or waited for. */
export const OPERATIONS: HeldListDefinition<OperationRow> = {
  name: "access-operations",
  place: "operations",
  title: "console.access.operations",
  keyOf: ({ operation }) => operation.id,
  nameOf: ({ operation, text }) => (text.length > 40 ? shortHex(operation.id) : text),
  columns: [
    {
      id: "call",
      head: "console.access.call",
      cell: ({ text }) => <span className="block max-w-md font-mono text-xs break-all">{text}</span>,
      csv: ({ text }) => text,
    },
    {
      id: "who",
      head: "console.access.who",
      cell: ({ operation }) => <NamedAccount account={operation.caller} />,
      csv: ({ operation }) => operation.caller,
    },
    {
      id: "ready",
      head: "console.access.ready",
      cell: ({ operation, isReady }) => (
        <span className="whitespace-nowrap">
          <InstantText time={operation.readyAt} />
          <StatusMark tone={isReady ? "passed" : "pending"} plain className="ml-2">
            <T id={isReady ? "console.access.is-ready" : "console.access.waits"} />
          </StatusMark>
        </span>
      ),
      csv: ({ operation }) => new Date(operation.readyAt * 1_000).toISOString(),
    },
  ],
  facets: [
    {
      kind: "choice",
      name: "state",
      label: "actors.state",
      options: [
        { value: "ready", label: "console.access.is-ready" },
        { value: "waits", label: "console.access.waits" },
      ],
    },
    { kind: "text", name: "call", label: "console.access.call" },
    { kind: "text", name: "account", label: "actors.account" },
  ],
  fits: ({ operation, text, isReady }, { state, call, account }) =>
    (state === undefined || (state === "ready") === isReady) && says(call, text) && says(account, operation.caller, text),
  empty: "console.access.operations.none",
  byWallet: BY_WALLET,
  details: ({ operation }) => <History subject={operation.id} />,
};
