import type { Credential } from "../../src/platform/http/route.ts";
import type { WholeBackend } from "./whole-backend.ts";

interface Operation {
  "x-waybill-act": string;
  "x-waybill-credential": Credential;
}

export interface ListedRoute {
  method: string;
  /** `/api/keys/{id}` */
  path: string;
  act: string;
  credential: Credential;
}

/** Every route of a running backend, as its reference has them. */
export async function listRoutes(backend: WholeBackend): Promise<ListedRoute[]> {
  const { paths } = (await backend.request("GET", "/api/openapi.json")).json<{ paths: Record<string, Record<string, Operation>> }>();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      ...{ method, path },
      ...{ act: one["x-waybill-act"], credential: one["x-waybill-credential"] },
    })),
  );
}
