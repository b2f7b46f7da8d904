import { useQuery } from "@tanstack/react-query";
import type { AuditEntryView } from "@waybill/protocol/schemas/api/audit";
import { useConsole } from "../../entities/console/console.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { trustedContract } from "../../lib/supply-chain.ts";
import { useNode } from "./use-node.ts";

/** The check of one row, which runs when it is asked for; all that draw the same row share it. */
export function useRowCheck(row: AuditEntryView) {
  const { config } = useConsole();
  const { rpcUrl } = useNode(config);
  return useQuery({
    queryKey: keys.rowCheck(row.hash, row.checkpoint, row.anchor?.index ?? null, rpcUrl),
    queryFn: async ({ signal }) => {
      const { checkRow } = await import("./check-row.ts");
      return checkRow(row, { rpcUrl, trusted: trustedContract(config), signal });
    },
    enabled: false,
    retry: false,
    staleTime: Infinity,
  });
}
