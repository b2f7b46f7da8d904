import { useId, useState, type FormEvent } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { rememberedNode, rememberNode } from "../../lib/node-address.ts";
import { Button } from "../../ui/Button.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { problemsOf, publishedContract, type Trust } from "./trust.ts";

interface TrustFormProps {
  initial: Trust;
  /** The node that this site runs, said so while it is the one filled in. */
  siteNode: string | null;
  busy: boolean;
  /** Shown on the button. */
  again: boolean;
  onStart: (trust: Trust) => void;
  onCancel: () => void;
}

/** Which node to ask, and which contract to believe. Nothing is remembered unless asked. */
export function TrustForm({ initial, siteNode, busy, again, onStart, onCancel }: TrustFormProps) {
  const t = useText();
  const id = useId();
  const [trust, setTrust] = useState(initial);
  const [remember, setRemember] = useState(rememberedNode() !== null);
  const [tried, setTried] = useState(false);
  const problems = tried ? problemsOf(trust, location.protocol === "https:") : {};
  const say = (field: keyof Trust) => (problems[field] === undefined ? undefined : t(`check.problem.${problems[field]}`));
  const set = (field: keyof Trust) => (value: string) => setTrust((old) => ({ ...old, [field]: value }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problemsOf(trust, location.protocol === "https:")).length > 0) return;
    rememberNode(remember ? trust.rpcUrl.trim() : null);
    onStart({ rpcUrl: trust.rpcUrl.trim(), chainId: trust.chainId.trim(), supplyChain: trust.supplyChain.trim() });
  };
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Field
        label={<T id="check.node" />}
        hint={<T id={trust.rpcUrl.trim() === siteNode ? "check.node.hint" : "check.node.hint.empty"} />}
        error={say("rpcUrl")}
      >
        <Input
          type="url"
          inputMode="url"
          autoComplete="url"
          spellCheck={false}
          value={trust.rpcUrl}
          onValueChange={set("rpcUrl")}
          placeholder="https://"
          disabled={busy}
        />
      </Field>
      <label htmlFor={id} className="inline-flex min-h-6 items-center gap-2 text-sm">
        <input
          id={id}
          type="checkbox"
          checked={remember}
          onChange={(event) => setRemember(event.target.checked)}
          className="size-4.5 accent-(--accent)"
        />
        <T id="check.remember" />
      </label>
      <Disclosure summary={<T id="check.contract.show" />} open={problems.chainId !== undefined || problems.supplyChain !== undefined}>
        <div className="grid gap-4 pt-2 sm:grid-cols-[9rem_1fr]">
          <Field label={<T id="check.chain-id" />} error={say("chainId")}>
            <Input inputMode="numeric" value={trust.chainId} onValueChange={set("chainId")} disabled={busy} />
          </Field>
          <Field
            label={<T id="check.contract" />}
            hint={
              <T id={publishedContract(trust.chainId) === trust.supplyChain ? "check.contract.published" : "check.contract.unpublished"} />
            }
            error={say("supplyChain")}
          >
            <Input
              spellCheck={false}
              className="font-mono text-sm"
              value={trust.supplyChain}
              onValueChange={set("supplyChain")}
              disabled={busy}
            />
          </Field>
        </div>
      </Disclosure>
      <div className="flex flex-wrap gap-3">
        {busy ? (
          <Button onClick={onCancel}>
            <T id="check.cancel" />
          </Button>
        ) : (
          <Button type="submit" look="primary">
            <T id={again ? "check.again" : "check.start"} />
          </Button>
        )}
      </div>
    </form>
  );
}
