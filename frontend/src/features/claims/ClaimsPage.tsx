import type { Address } from "@waybill/protocol/schemas/primitives";
import { PageTitle } from "../../entities/Fetched.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Section } from "../../ui/Card.tsx";
import { ClaimTable } from "./ClaimTable.tsx";

const BASE = "/supplier/claims";

/** Claims that wait for this account as their verifier, its own, and those that an issuer can order. */
export function ClaimsPage({ account }: { account: Address | null }) {
  const t = useText();
  return (
    <>
      <PageTitle title={t("claims.title")}>
        <T id="claims.intro" />
      </PageTitle>
      {account === null && <Callout tone="neutral" title={<T id="claims.connect" />} />}
      {account !== null && (
        <>
          <Section id="inbox" title={<T id="claims.inbox" />} intro={<T id="claims.inbox.intro" />}>
            <ClaimTable name="claims.inbox" filter={{ verifier: account, state: "submitted" }} empty="claims.inbox.empty" base={BASE} />
          </Section>
          <Section
            id="own"
            title={<T id="claims.own" />}
            intro={<T id="claims.own.intro" />}
            actions={
              <ButtonLink look="primary" href={`${BASE}/new`}>
                <T id="claims.new" />
              </ButtonLink>
            }
          >
            <ClaimTable name="claims.own" filter={{ organisation: account }} empty="claims.own.empty" base={BASE} />
          </Section>
        </>
      )}
      <Section id="queue" title={<T id="claims.queue" />} intro={<T id="claims.queue.intro" />}>
        <ClaimTable name="claims.queue" filter={{ state: "verified" }} empty="claims.queue.empty" base={BASE} />
      </Section>
    </>
  );
}
