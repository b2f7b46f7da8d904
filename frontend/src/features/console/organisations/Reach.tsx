import type { InstallationOrganisationView } from "@waybill/protocol/schemas/api/installation";
import { T } from "../../../lib/i18n/text.tsx";
import { Fact } from "../../../ui/Card.tsx";

/** Whom it strikes when an account is revoked. */
export function Reach({ view: { people, keys, sessions } }: { view: InstallationOrganisationView }) {
  return (
    <>
      <Fact name={<T id="console.reach" />}>
        <T id="console.organisation.reach" values={{ people, keys, sessions }} />
      </Fact>
      <Fact name={<T id="console.reach.back" />}>
        <T id="console.organisation.reach.back" />
      </Fact>
    </>
  );
}
