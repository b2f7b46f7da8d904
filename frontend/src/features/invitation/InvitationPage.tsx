import { accessGrant } from "@waybill/protocol/schemas/api/identity";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { PageTitle } from "../../entities/Fetched.tsx";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { NewPasswordField } from "../../entities/session/NewPasswordField.tsx";
import { SignedIn } from "../../entities/session/SignedIn.tsx";
import { SignIn } from "../../entities/session/SignIn.tsx";
import { sendJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText, type MessageId } from "../../lib/i18n/text.tsx";
import { sendOwn, session, useSession } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Skeleton } from "../../ui/Progress.tsx";

interface InvitationPageProps {
  token: string;
  chainId: number;
  /** To run or audit the installation, and not to act for an organisation. */
  isOfInstallation: boolean;
  onJoined: () => void;
}

/** Takes an invitation; its token stands behind the # of the address, which no server sees. */
export function InvitationPage({ token, chainId, isOfInstallation, onJoined }: InvitationPageProps) {
  const t = useText();
  const state = useSession();
  return (
    <>
      <PageTitle title={t("invitation.title")}>
        <T id={isOfInstallation ? "invitation.intro.installation" : "invitation.intro"} />
      </PageTitle>
      {token === "" ? (
        <Callout tone="unknown" title={<T id="invitation.missing" />} />
      ) : state.kind === "unknown" ? (
        <Skeleton label={t("app.loading")} />
      ) : state.kind === "in" ? (
        <SignedIn chainId={chainId} why={null}>
          {() => (
            <JoinAsKnown token={token} label={isOfInstallation ? "invitation.take.installation" : "invitation.take"} onJoined={onJoined} />
          )}
        </SignedIn>
      ) : (
        <div className="space-y-8">
          <JoinAsNew token={token} onJoined={onJoined} />
          {isOfInstallation && <SignIn chainId={chainId} why={<T id="invitation.by-wallet" />} />}
        </div>
      )}
    </>
  );
}

function JoinAsKnown({ token, label, onJoined }: { token: string; label: MessageId; onJoined: () => void }) {
  const client = useQueryClient();
  const [state, setState] = useState<{ sending?: true; error?: unknown }>({});
  const join = async () => {
    setState({ sending: true });
    try {
      await sendOwn("/api/memberships", z.undefined(), { body: { invitation: token } });
      await client.invalidateQueries({ queryKey: keys.own });
      onJoined();
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <div className="space-y-4">
      <p>
        <T id="invitation.known" />
      </p>
      {state.error !== undefined && <LoadFailure error={state.error} onRetry={() => setState({})} />}
      <Button look="primary" busy={state.sending ?? false} onClick={() => void join()}>
        <T id={label} />
      </Button>
    </div>
  );
}

function JoinAsNew({ token, onJoined }: { token: string; onJoined: () => void }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [state, setState] = useState<{ sending?: true; error?: unknown }>({});
  const join = async (event: FormEvent) => {
    event.preventDefault();
    if (state.sending) return;
    setState({ sending: true });
    try {
      session.accept(await sendJson("/api/people", accessGrant, { body: { invitation: token, email: email.trim(), password } }));
      onJoined();
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <form onSubmit={(event) => void join(event)} className="max-w-md space-y-4">
      <Field label={<T id="session.email" />}>
        <Input
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </Field>
      <NewPasswordField label={<T id="session.password" />} value={password} onChange={setPassword} />
      {state.error !== undefined && <LoadFailure error={state.error} onRetry={() => setState({})} />}
      <Button type="submit" look="primary" busy={state.sending ?? false}>
        <T id="invitation.join" />
      </Button>
    </form>
  );
}
