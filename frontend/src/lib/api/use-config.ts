import { publicConfig } from "@waybill/protocol/schemas/api/system";
import { useQuery } from "@tanstack/react-query";
import { getKept } from "../offline/kept-answers.ts";
import { keys } from "./query-keys.ts";

/** GET /api/config, once per visit; without a network the one of the last visit, so that statements can be signed for the right chain. */
export function useConfig() {
  return useQuery({
    queryKey: keys.config,
    queryFn: ({ signal }) => getKept("/api/config", publicConfig, signal),
    staleTime: Infinity,
  });
}
