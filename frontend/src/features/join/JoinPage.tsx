import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { ActorView } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { registrationTypedData, type Registration } from "@waybill/protocol/typed-data/registration";
import { useState } from "react";
import { SigningActions } from "../../entities/signing/SigningActions.tsx";
import { SigningReview } from "../../entities/signing/SigningReview.tsx";
import { Heading } from "../../entities/Heading.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { outbox } from "../../lib/outbox/use-outbox.ts";
import { randomSalt } from "../../lib/random.ts";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { JoinForm } from "./JoinForm.tsx";
import { profileOf, registrationProblems, roleMask, rolesGiven, type RegistrationForm } from "./registration-form.ts";
import { RegistrationProgress } from "./RegistrationProgress.tsx";

interface JoinPageProps {
  config: PublicConfig;
  account: Address | null;
  actor: ActorView | null | undefined;
}

const BLANK: RegistrationForm = { name: "", gln: "", country: "", roles: [] };

/** An organisation registers the account that signs for it: fill in, look at, sign, follow. */
export function JoinPage({ config, account, actor }: JoinPageProps) {
  const text = useText();
  const { sign, openConnectDialog } = useSigner();
  const [form, setForm] = useState(BLANK);
  const [tried, setTried] = useState(false);
  const [registration, setRegistration] = useState<Registration | null>(null);
  const [sending, setSending] = useState(false);
  const given = rolesGiven(actor);
  const complete = given === null ? form : { ...form, roles: given };
  const problems = registrationProblems(complete);

  if (actor && given === null) return <RegistrationProgress actor={actor} />;
  if (!config.openRegistration && given === null) return <Callout tone="neutral" title={<T id="join.closed" />} />;

  function review() {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    if (account === null) return openConnectDialog();
    setRegistration({ profile: profileOf(complete, account), roles: roleMask(complete.roles), nonce: randomSalt() });
  }

  if (registration !== null && registration.profile.account === account) {
    const { name } = registration.profile;
    const chain = { chainId: config.chain.id, supplyChain: config.contracts.supplyChain as Address };
    const typedData = registrationTypedData(chain, registration);
    const signAndPost = async () => {
      const signature = await sign(typedData);
      if (signature === null) return;
      setSending(true);
      const body = JSON.stringify({ ...registration, signature });
      const label = text("join.label", { name });
      const entry = await outbox.post({
        kind: "registration",
        account,
        path: "/api/organisations",
        contentType: "application/json",
        body,
        label,
        reference: account,
      });
      setSending(false);
      if (entry.state !== "sent") setRegistration(null);
    };
    return (
      <div className="mx-auto max-w-3xl">
        <Heading className="mb-8 text-3xl" id="join.review" />
        <SigningReview
          sentence={<T id="join.sentence" values={{ name, roles: complete.roles.map((role) => text(`role.${role}`)).join(", ") }} />}
          typedData={typedData}
          becomesPublic={["join.public.account", "join.public.hash"]}
          staysPrivate={["join.private.profile"]}
        />
        <div className="mt-8">
          <SigningActions label={<T id="join.sign" />} onSign={() => void signAndPost()} sending={sending}>
            <Button look="quiet" onClick={() => setRegistration(null)}>
              <T id="compose.back" />
            </Button>
          </SigningActions>
        </div>
      </div>
    );
  }
  return (
    <JoinForm
      form={complete}
      hasRoles={given !== null}
      onChange={(part) => setForm({ ...form, ...part })}
      problems={tried ? problems : {}}
      onReview={review}
    />
  );
}
