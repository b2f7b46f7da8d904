import { z } from "zod";
import { route, type Route } from "../../../platform/http/route.ts";
import { DISCOVERY_HEADERS, documented } from "./headers.ts";
import { EXTENSIONS_PARAMETER } from "./negotiate.ts";

export const TAG = "EPCIS 2.0";

/** The OPTIONS operation of a resource. */
export function discovery(path: string, allow: string, headers: Readonly<Record<string, string>> = DISCOVERY_HEADERS): Route {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, z.string()]);
  return route({
    method: "options",
    path,
    act: "system:read",
    summary: "Versions, limits and methods of this resource",
    tag: TAG,
    ...(parameters.length === 0 ? {} : { params: z.object(Object.fromEntries(parameters) as Record<string, z.ZodString>) }),
    parameters: [EXTENSIONS_PARAMETER],
    responses: { 204: { description: "In the headers.", headers: documented("Allow", ...Object.keys(headers)) } },
    handler: async () => ({ status: 204, headers: { ...headers, Allow: allow } }),
  });
}
