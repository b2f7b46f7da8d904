import { stateOfOperation, type AccessOperation } from "@waybill/protocol/access/access-table";
import { useConsole } from "../../../entities/console/console.ts";
import { InstantText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
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
  return (
    <Table caption={t("console.access.operations")} hideCaption>
      <thead>
        <tr>
          {(["call", "who", "ready", "act"] as const).map((column) => (
            <Th key={column}>
              <T id={`console.access.${column}`} />
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {operations.map((operation) => {
          const { id, caller, target, data, readyAt } = operation;
          const isReady = stateOfOperation(operation, now) === "ready";
          return (
            <tr key={id}>
              <Td className="max-w-md font-mono text-xs break-all">{callText(contractAt(config, target), data)}</Td>
              <Td>
                <NamedAccount account={caller} />
              </Td>
              <Td className="whitespace-nowrap">
                <InstantText time={readyAt} />
                <StatusMark tone={isReady ? "passed" : "pending"} plain className="ml-2">
                  <T id={isReady ? "console.access.is-ready" : "console.access.waits"} />
                </StatusMark>
              </Td>
              <Td>
                <div className="flex gap-2">
                  {onExecute !== undefined && isReady && (
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
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
