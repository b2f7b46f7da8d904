import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { giveUp, useSending } from "../api/acts.ts";

/** While the line is down: what was done waits here, and is sent once it is there again. */
export function Away() {
  const sending = useSending();
  if (sending?.isAway !== true) return null;
  return (
    <Callout className="no-print mb-4" tone="pending" live title={<T id="floor.away" />}>
      <p>
        <T id="floor.away.about" />
      </p>
      <Button onClick={giveUp}>
        <T id="floor.away.stop" />
      </Button>
    </Callout>
  );
}
