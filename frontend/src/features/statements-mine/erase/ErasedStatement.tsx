import { HashChip } from "../../../entities/HashChip.tsx";
import { Heading } from "../../../entities/Heading.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { ButtonLink } from "../../../ui/Button.tsx";

/** What is left of a statement whose author has erased it. */
export function ErasedStatement({ commitment }: { commitment: string }) {
  const text = useText();
  return (
    <div className="mx-auto max-w-3xl space-y-4">
      <Heading className="text-2xl sm:text-3xl" id="statement.erased" />
      <p role="status">
        <T id="statement.erased.text" />
      </p>
      <HashChip hash={commitment} kind={text("statement.commitment")} />
      <p>
        <ButtonLink href="/supplier">
          <T id="statement.all" />
        </ButtonLink>
      </p>
    </div>
  );
}
