import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { useTrouble } from "../api/trouble.ts";

/** Why something was not done. */
export function Refusal({ error }: { error: unknown }) {
  const trouble = useTrouble();
  if (error === undefined) return null;
  return (
    <Callout className="mt-4" tone="failed" live title={<T id="floor.refused" />}>
      <p>{trouble(error)}</p>
    </Callout>
  );
}
