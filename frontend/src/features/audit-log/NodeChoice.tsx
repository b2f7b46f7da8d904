import { useState, type FormEvent } from "react";
import { useConsole } from "../../entities/console/console.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { nodeProblem } from "../../lib/node-address.ts";
import { Button } from "../../ui/Button.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { useNode } from "./use-node.ts";

/** Which node checks ask: whoever trusts nobody names their own. */
export function NodeChoice() {
  const t = useText();
  const { config } = useConsole();
  const { rpcUrl, choose } = useNode(config);
  const [typed, setTyped] = useState(rpcUrl);
  const [tried, setTried] = useState(false);
  const problem = nodeProblem(typed.trim(), location.protocol === "https:");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem === undefined) choose(typed.trim());
  };
  return (
    <Disclosure summary={<T id="operations.audit.node" values={{ node: <span className="break-all">{rpcUrl}</span> }} />}>
      <form onSubmit={submit} noValidate className="max-w-2xl space-y-3">
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
            value={typed}
            onValueChange={setTyped}
            placeholder="https://"
          />
        </Field>
        <Button type="submit" size="small">
          <T id="operations.audit.node.use" />
        </Button>
      </form>
    </Disclosure>
  );
}
