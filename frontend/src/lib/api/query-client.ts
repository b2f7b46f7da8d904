import { QueryClient } from "@tanstack/react-query";
import { ApiError, UnexpectedAnswerError } from "./errors.ts";

/** One retry for what may pass by itself; none where asking again cannot help. */
export function createQueryClient(): QueryClient {
  const retry = (failures: number, error: Error) => {
    if (error instanceof UnexpectedAnswerError) return false;
    if (error instanceof ApiError && error.problem?.retryable !== true) return false;
    return failures < 1;
  };
  return new QueryClient({
    defaultOptions: { queries: { retry, retryDelay: 800, staleTime: 15_000, networkMode: "always" }, mutations: { networkMode: "always" } },
  });
}
