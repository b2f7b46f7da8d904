import type { ActorView } from "@waybill/protocol/schemas/api/traceability";
import { T } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { rolesGiven } from "./registration-form.ts";

/** Says when an account cannot report anything yet, or any more, or that nobody has heard its name. Nothing for an active organisation. */
export function RegistrationNotice({ actor }: { actor: ActorView | null | undefined }) {
  if (actor === undefined) return null;
  if (actor === null) {
    return (
      <Callout tone="unknown" title={<T id="join.notice.none" />}>
        <p>
          <T id="join.notice.none.text" />
        </p>
        <ButtonLink look="primary" href="/supplier/join">
          <T id="join.notice.register" />
        </ButtonLink>
      </Callout>
    );
  }
  if (actor.revokedAt !== null) return <Callout tone="failed" title={<T id="join.revoked" />} />;
  if (rolesGiven(actor) !== null)
    return (
      <Callout tone="neutral" title={<T id="join.notice.nameless" />}>
        <p>
          <T id="join.notice.nameless.text" />
        </p>
        <ButtonLink look="primary" href="/supplier/join">
          <T id="join.notice.name" />
        </ButtonLink>
      </Callout>
    );
  if (actor.registeredAt !== null) return null;
  return (
    <Callout tone="pending" title={<T id="join.underway" />}>
      <a className="link" href="/supplier/join">
        <T id="join.notice.follow" />
      </a>
    </Callout>
  );
}
