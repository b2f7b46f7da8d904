import { stateOfOperation, type AccessOperation } from "@waybill/protocol/access/access-table";
import { useConsole } from "../../../entities/console/console.ts";
import { InstantText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { NamedAccount } from "./NamedAccount.tsx";
import { callText, contractAt } from "./names.ts";

interface OperationsTableProps {
  operations: readonly AccessOperation[];
  /** By the chain's clock. */
  now: number;
  /** Absent for who cannot. */
  onExecute: ((operation: AccessOperation) => void) | undefined;
  onCancel: ((operation: AccessOperation) => void) | undefined;
}

export function OperationsTable({ operations, now, onExecute, onCancel }: OperationsTableProps) {
  const t = useText();
  const { config } = useConsole();
  const isReady = (operation: AccessOperation) => stateOfOperation(operation, now) === "ready";
  return (
    <CardTable
      caption={t("console.access.operations")}
      rows={operations}
      keyOf={({ id }) => id}
      columns={[
        {
          head: t("console.access.call"),
          cell: ({ target, data }) => callText(contractAt(config, target), data),
          className: "max-w-md font-mono text-xs break-all",
        },
        { head: t("console.access.who"), cell: ({ caller }) => <NamedAccount account={caller} /> },
        {
          head: t("console.access.ready"),
          cell: (operation) => (
            <>
              <InstantText time={operation.readyAt} />
              <StatusMark tone={isReady(operation) ? "passed" : "pending"} plain className="ml-2">
                <T id={isReady(operation) ? "console.access.is-ready" : "console.access.waits"} />
              </StatusMark>
            </>
          ),
          className: "whitespace-nowrap",
        },
        {
          head: t("console.access.act"),
          cell: (operation) => (
            <div className="flex flex-wrap gap-2">
              {onExecute !== undefined && isReady(operation) && (
                <Button size="small" onClick={() => onExecute(operation)}>
                  <T id="console.access.execute" />
                </Button>
              )}
              {onCancel !== undefined && (
                <Button size="small" look="danger" onClick={() => onCancel(operation)}>
                  <T id="console.access.cancel" />
                </Button>
              )}
            </div>
          ),
        },
      ]}
    />
  );
}
