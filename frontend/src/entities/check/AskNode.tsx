import { useState, type FormEvent, type ReactNode } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { nodeProblem } from "../../lib/node-address.ts";
import { Field, Input } from "../../ui/Field.tsx";

interface AskNodeProps {
  initial: string;
  /** Told an address that this page can ask. */
  onChosen: (rpcUrl: string) => void;
  /** Stands below the address; has the button. */
  children: ReactNode;
}

/** Which node to ask: whoever trusts nobody names their own. */
export function AskNode({ initial, onChosen, children }: AskNodeProps) {
  const t = useText();
  const [rpcUrl, setRpcUrl] = useState(initial);
  const [tried, setTried] = useState(false);
  const problem = nodeProblem(rpcUrl.trim(), location.protocol === "https:");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem === undefined) onChosen(rpcUrl.trim());
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
      {children}
    </form>
  );
}
