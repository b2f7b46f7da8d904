import { T } from "../../lib/i18n/text.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { wordsFor } from "./states.ts";

/** Where an order stands, in a word and a shape. */
export function OrderState({ state }: { state: string }) {
  const { label, tone } = wordsFor(state);
  return (
    <StatusMark tone={tone}>
      <span data-testid="order-state" data-state={state}>
        <T id={label} values={{ state }} />
      </span>
    </StatusMark>
  );
}
