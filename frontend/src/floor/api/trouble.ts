import { useCallback } from "react";
import { ApiError, UnreachableError } from "../../lib/api/errors.ts";
import { useText } from "../../lib/i18n/text.tsx";
import { GivenUpError } from "./acts.ts";

/** What went wrong, as one sentence or two for whoever stands there. */
export function useTrouble(): (error: unknown) => string {
  const t = useText();
  return useCallback(
    (error) => {
      if (error instanceof UnreachableError) return t("floor.trouble.away");
      if (error instanceof GivenUpError) return t("floor.trouble.given-up");
      if (!(error instanceof ApiError)) return t("error.unexpected.title");
      const { problem, status } = error;
      if (problem === null) return t("floor.trouble.status", { status });
      return problem.detail === problem.title ? problem.title : `${problem.title} ${problem.detail}`;
    },
    [t],
  );
}
