import { T, type MessageId } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Results, type ItemResult } from "./Results.tsx";

interface OutcomeProps {
  results: readonly ItemResult[];
  said: MessageId;
  /** Tries again what was not done. */
  onAgain: () => void;
  onLeave: () => void;
}

/** How an act went: with how many items, what failed and why, and what was not tried for that. */
export function Outcome({ results, said, onAgain, onLeave }: OutcomeProps) {
  const count = (state: ItemResult["state"]) => results.filter((one) => one.state === state).length;
  const [done, failed, untried] = [count("done"), count("failed"), count("untried")];
  return (
    <>
      {done > 0 && <Callout tone="passed" live title={<T id={said} values={{ count: done }} />} />}
      {failed > 0 && <Callout tone="failed" live title={<T id="list.act.failed" values={{ count: failed }} />} />}
      {untried > 0 && <Callout tone="unknown" live title={<T id="list.act.untried" values={{ count: untried }} />} />}
      {(results.length > 1 || failed > 0) && <Results results={results} />}
      <div className="flex flex-wrap gap-3">
        <Button autoFocus onClick={onLeave}>
          <T id="list.act.close" />
        </Button>
        {failed + untried > 0 && (
          <Button look="quiet" onClick={onAgain}>
            <T id="list.act.again" />
          </Button>
        )}
      </div>
    </>
  );
}
