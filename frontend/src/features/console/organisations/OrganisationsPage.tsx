import { useRouter } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { isAddress } from "viem/utils";
import { useConsole } from "../../../entities/console/console.ts";
import { PageTitle } from "../../../entities/Fetched.tsx";
import { List } from "../../../entities/list/List.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { ORGANISATIONS } from "./organisations-list.tsx";
import { useOrganisationActs } from "./use-organisation-acts.tsx";

/** Every organisation with a profile here, and every account that is registered on chain. */
export function OrganisationsPage() {
  const { me } = useConsole();
  return (
    <>
      <PageTitle title={useText()("console.organisations")}>
        <T id="console.organisations.about" />
      </PageTitle>
      <List list={{ ...ORGANISATIONS, acts: useOrganisationActs() }} />
      {mayDo(me, "installation:changeActor") && <OpenAccount />}
    </>
  );
}

/** The way to an account that is in no list yet. */
function OpenAccount() {
  const { history } = useRouter();
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const account = text.trim();
  const isAccount = isAddress(account, { strict: false });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isAccount) history.push(`/admin/organisations/${account}`);
  };
  return (
    <form onSubmit={submit} noValidate className="mt-10 max-w-xl space-y-4">
      <h2 className="text-2xl">
        <T id="console.organisation.other" />
      </h2>
      <Field
        label={<T id="actors.account" />}
        hint={<T id="console.organisation.other.hint" />}
        error={tried && !isAccount ? <T id="console.organisation.other.wrong" /> : null}
      >
        <Input value={text} maxLength={60} spellCheck={false} onChange={(event) => setText(event.currentTarget.value)} />
      </Field>
      <Button type="submit">
        <T id="console.organisation.open" />
      </Button>
    </form>
  );
}
