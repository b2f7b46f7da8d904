import { T, type MessageId } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";

/** What could not be done with an item, and why. */
export interface Failure {
  name: string;
  error: unknown;
}

interface OutcomeProps {
  done: number;
  failures: readonly Failure[];
  /** Nobody proved who it is, so the rest was not tried. */
  isBroken: boolean;
  said: MessageId;
  onLeave: () => void;
}

/** How an act went: with how many items, and what failed. */
export function Outcome({ done, failures, isBroken, said, onLeave }: OutcomeProps) {
  return (
    <>
      {done > 0 && <Callout tone="passed" live title={<T id={said} values={{ count: done }} />} />}
      {isBroken ? (
        <Callout tone="unknown" live title={<T id="list.act.unproven" />} />
      ) : (
        failures.length > 0 && (
          <Callout tone="failed" live title={<T id="list.act.failed" values={{ count: failures.length }} />}>
            <ul className="list-disc space-y-1 pl-5">
              {failures.map(({ name, error }) => (
                <li key={name}>
                  {name}: {error instanceof Error ? error.message : String(error)}
                </li>
              ))}
            </ul>
          </Callout>
        )
      )}
      <Button autoFocus onClick={onLeave}>
        <T id="list.act.close" />
      </Button>
    </>
  );
}
