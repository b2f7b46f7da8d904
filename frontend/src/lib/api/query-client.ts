import { onlineManager, QueryClient } from "@tanstack/react-query";
import { connection } from "../offline/connection.ts";
import { ApiError, UnexpectedAnswerError } from "./errors.ts";

/** One retry for what may pass by itself; none where asking again cannot help. What is on screen is fetched again when the service is back. */
export function createQueryClient(): QueryClient {
  const retry = (failures: number, error: Error) => {
    if (error instanceof UnexpectedAnswerError) return false;
    if (error instanceof ApiError && error.problem?.retryable !== true) return false;
    return failures < 1;
  };
  onlineManager.setEventListener((setOnline) => {
    const tell = () => setOnline(!connection.isOffline());
    tell();
    return connection.subscribe(tell);
  });
  return new QueryClient({
    defaultOptions: {
      queries: { retry, retryDelay: 800, staleTime: 15_000, networkMode: "always", refetchOnReconnect: "always" },
      mutations: { networkMode: "always" },
    },
  });
}
