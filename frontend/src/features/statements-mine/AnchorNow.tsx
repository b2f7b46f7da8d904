import { useMutation } from "@tanstack/react-query";
import { Anchor } from "lucide-react";
import { z } from "zod";
import { sendJson } from "../../lib/api/client.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Spinner } from "../../ui/Progress.tsx";

/** Demonstrations need not wait for the next batch. */
export function AnchorNow() {
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => sendJson("/api/anchors", z.unknown(), { body: {}, idempotencyKey: crypto.randomUUID() }),
  });
  return (
    <div className="mt-2 space-y-1">
      <Button size="small" onClick={() => mutate()} busy={isPending}>
        {isPending ? <Spinner /> : <Anchor aria-hidden />}
        <T id="statement.anchor-now" />
      </Button>
      {error !== null && (
        <p role="alert" className="text-sm text-fail">
          {error.message}
        </p>
      )}
    </div>
  );
}
