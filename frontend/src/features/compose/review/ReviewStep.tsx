import type { ReactNode } from "react";
import { SignStatement } from "../../../entities/signing/SignStatement.tsx";
import { Heading } from "../../../entities/Heading.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import type { PreparedStatement } from "../../../lib/prepare-signing.ts";

interface ReviewStepProps {
  /** The statement in one line, for lists. */
  label: string;
  /** The statement in the supplier's own words. */
  plain: ReactNode;
  prepared: PreparedStatement;
  onBack: () => void;
  onPosted: () => void;
}

/** The last look before the wallet opens. */
export function ReviewStep({ plain, ...signing }: ReviewStepProps) {
  return (
    <div className="mx-auto max-w-3xl">
      <Heading className="text-3xl" id="compose.review.title" />
      <p className="mt-2 mb-8 text-lg text-muted">
        <T id="compose.review.intro" />
      </p>
      <SignStatement sentence={plain} action={<T id="compose.sign" />} {...signing} />
    </div>
  );
}
