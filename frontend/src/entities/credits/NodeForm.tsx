import { useState, type FormEvent } from "react";
import { AccountChip } from "../PartyChip.tsx";
import { T, useText, type MessageId } from "../../lib/i18n/text.tsx";
import { nodeOfTab, nodeProblem, rememberedNode } from "../../lib/node-address.ts";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";

interface NodeFormProps {
  /** Asked where the reader remembers no node. */
  initial: string;
  token: string;
  /** Says what the token counts for. */
  tokenText: MessageId;
  busy: boolean;
  /** What the button says. */
  action: MessageId;
  onStart: (rpcUrl: string) => void;
}

/** Which node to ask about which contract. */
export function NodeForm({ initial, token, tokenText, busy, action, onStart }: NodeFormProps) {
  const t = useText();
  const [rpcUrl, setRpcUrl] = useState(() => nodeOfTab() ?? rememberedNode() ?? initial);
  const [tried, setTried] = useState(false);
  const problem = nodeProblem(rpcUrl.trim(), location.protocol === "https:");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem === undefined) onStart(rpcUrl.trim());
  };
  return (
    <form onSubmit={submit} noValidate className="max-w-2xl space-y-4">
      <Field
        label={<T id="check.node" />}
        hint={<T id="check.node.hint" />}
        error={tried && problem !== undefined ? t(`check.problem.${problem}`) : undefined}
      >
        <Input
          type="url"
          inputMode="url"
          autoComplete="url"
          spellCheck={false}
          value={rpcUrl}
          onValueChange={setRpcUrl}
          placeholder="https://"
        />
      </Field>
      <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
        <T id={tokenText} />
        <AccountChip account={token} copy />
      </p>
      <Button type="submit" look="primary" busy={busy}>
        <T id={action} />
      </Button>
    </form>
  );
}
