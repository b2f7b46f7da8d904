import type { DescribedRoute } from "./route.ts";

/**
 * With which statuses a route may refuse a request or fail, by what the platform does before its handler and what the route adds in `refuses`. The
 * reference lists them, and made-up requests to every route must be answered with nothing else.
 *
 * @param options.isOpen nobody has to show who it is
 */
export function refusalStatuses(route: DescribedRoute, { isOpen }: { isOpen: boolean }): number[] {
  const takesBody = route.body !== undefined || route.rawBody === true || route.takesFile === true;
  const names = route.params !== undefined || route.query !== undefined || (route.parameters ?? []).length > 0;
  const changes = route.method !== "get" && route.method !== "options";
  return [
    400,
    ...(isOpen ? [] : [401]),
    ...(isOpen && route.cookies === undefined && route.httpsOnly === undefined ? [] : [403]),
    ...(names || takesBody ? [404] : []),
    ...(route.takesAnyAccept ? [] : [406]),
    // An Idempotency-Key in use, or used for something else.
    ...(changes ? [409, 422] : []),
    413,
    414,
    ...(takesBody ? [415] : []),
    ...(route.cost === 0 ? [] : [429]),
    503,
    ...(route.refuses ?? []),
  ];
}
