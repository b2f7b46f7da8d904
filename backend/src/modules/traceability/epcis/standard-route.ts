import { XML_PROBLEM_TYPE } from "../../../platform/http/problem-response.ts";
import { credentialOf, type ProblemDescription, type Route } from "../../../platform/http/route.ts";
import { CAPTURE_LIMIT_HEADERS } from "../capture/capture-limits.ts";
import { documented } from "./headers.ts";
import { extensionsOf } from "./negotiate.ts";

const QUERY_TYPES = ["QueryParameterException", "QueryValidationException", "ValidationException"];
/** Whoever keeps a query, or subscribes to one, is told what is wrong with it as whoever asks one is. */
const KEEPING_TYPES: Readonly<Record<string, readonly string[]>> = {
  "/epcis/queries": ["ValidationException", "QueryParameterException"],
  "/epcis/queries/{queryName}/subscriptions": ["ValidationException", "QueryParameterException", "SubscriptionControlsException"],
};
const TAKES_EVENTS = /^\/epcis\/(capture|events)$/;
const TAKES_NAMES = /^\/epcis\/(events|queries)$/;

/**
 * A route of the EPCIS binding with what all of them have: the problems that the standard names, each with its exception type, and the
 * prefixes that the request has defined, in the answer's GS1-Extensions.
 */
export function standardRoute(route: Route): Route {
  const responses = Object.entries(route.responses).map(([status, response]) => {
    const headers = { ...response.headers, ...documented("GS1-Extensions") };
    return [status, route.method === "delete" || Number(status) < 200 ? response : { ...response, headers }];
  });
  return {
    ...route,
    responses: Object.fromEntries(responses) as Route["responses"],
    problems: Object.fromEntries(problemsOf(route)) as Route["problems"],
    ...(isCapturing(route) ? { bodyLimitHeaders: CAPTURE_LIMIT_HEADERS } : {}),
    async handle(request) {
      const reply = await route.handle(request);
      const defined = request.header("gs1-extensions")?.trim() ?? "";
      if (defined === "" || reply.status >= 300 || Object.keys(extensionsOf(request)).length === 0) return reply;
      return { ...reply, headers: { ...reply.headers, "GS1-Extensions": defined } };
    },
  };
}

function isCapturing({ method, path }: Route): boolean {
  return method === "post" && TAKES_EVENTS.test(path);
}

function problemsOf(route: Route): [number, ProblemDescription][] {
  const { method, path, body, query, params } = route;
  const isAsking = method === "get" && query !== undefined;
  const isReading = method !== "options" && (body ?? query ?? params) !== undefined;
  const isGuarded = credentialOf(route) !== "none";
  const mayBeGuarded = !isGuarded && method !== "delete";
  const badTypes = method === "get" ? QUERY_TYPES : (method === "post" && KEEPING_TYPES[path]) || ["ValidationException"];
  const problems: [number, string, readonly string[], boolean][] = [
    [400, "Something in the request is not as it must be.", badTypes, isReading],
    [401, "Nobody stands behind the request.", ["SecurityException"], isGuarded],
    [403, "This is not for the caller to do.", ["SecurityException"], isGuarded],
    // What others may answer in our place is described as well: clients that are made from the description are ready for it.
    [
      401,
      "Not from this service, where anybody may ask; a gateway before it may want to know who does.",
      ["SecurityException"],
      mayBeGuarded,
    ],
    [403, "Not from this service, where anybody may ask; a gateway before it may let only some.", ["SecurityException"], mayBeGuarded],
    [404, "There is nothing of that name.", ["NoSuchNameException"], params !== undefined && method !== "options"],
    [
      404,
      "Not from this service, which tells of the kind of resource and looks nothing up.",
      ["NoSuchNameException"],
      method === "options",
    ],
    [406, "No version or media type that the client takes is offered.", ["NotAcceptableException"], true],
    [409, "Something else has that name.", ["ResourceAlreadyExistsException"], method === "post" && TAKES_NAMES.test(path)],
    [413, "The body is too large.", ["CaptureLimitExceededException"], body !== undefined],
    [
      413,
      "The query selects too much, or would take too long.",
      ["QueryTooLargeException", "QueryTooComplexException"],
      isAsking && path.endsWith("/events"),
    ],
    [
      413,
      "Not from this service, where a definition is never too large; running it is at `/events`.",
      ["QueryTooLargeException", "QueryTooComplexException"],
      method === "get" && path === "/epcis/queries/{queryName}",
    ],
    [414, "The address is too long.", ["URITooLongException"], true],
    [415, "The body has another media type than the operation takes.", ["UnsupportedMediaTypeException"], body !== undefined],
    [500, "Something went wrong on our side.", ["ImplementationException"], true],
    [
      501,
      "Not from this service, which has the operation.",
      ["ImplementationException"],
      method === "delete" && path.includes("nextPageToken"),
    ],
  ];
  return problems
    .filter(([, , , isThere]) => isThere)
    .map(([status, description, types]) => [
      status,
      {
        description,
        types: types.map((type) => `epcisException:${type}`),
        others: [XML_PROBLEM_TYPE],
        ...(status === 413 && isCapturing(route) ? { headers: documented(...Object.keys(CAPTURE_LIMIT_HEADERS)) } : {}),
      },
    ]);
}
