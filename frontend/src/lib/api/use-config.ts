import { publicConfig } from "@waybill/protocol/schemas/api/system";
import { useQuery } from "@tanstack/react-query";
import { getJson } from "./client.ts";
import { keys } from "./query-keys.ts";

/** GET /api/config, once per visit. */
export function useConfig() {
  return useQuery({
    queryKey: keys.config,
    queryFn: ({ signal }) => getJson("/api/config", publicConfig, { signal }),
    staleTime: Infinity,
  });
}
