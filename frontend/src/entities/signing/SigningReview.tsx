import type { ReactNode } from "react";
import { T, useText, type MessageId } from "../../lib/i18n/text.tsx";
import { useConfig } from "../../lib/api/use-config.ts";
import type { TypedDataRequest } from "../../lib/signing/signer.ts";
import { typedFieldsOf } from "../../lib/signing/typed-fields.ts";
import { Fact, Facts } from "../../ui/Card.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { HashChip } from "../HashChip.tsx";
import { AccountChip } from "../PartyChip.tsx";

interface SigningReviewProps {
  /** What is being said, in plain words. */
  sentence: ReactNode;
  /** The text that the wallet shows, where the typed data has one. */
  walletText?: string;
  typedData: TypedDataRequest;
  /** What everybody will be able to see for ever, and what stays with the parties. */
  becomesPublic: readonly MessageId[];
  staysPrivate: readonly MessageId[];
}

/** Everything to know before a signature: the sentence, what becomes public, the cost, and the exact data the wallet will show. */
export function SigningReview({ sentence, walletText, typedData, becomesPublic, staysPrivate }: SigningReviewProps) {
  const text = useText();
  const chain = useConfig().data?.chain;
  return (
    <div className="space-y-6">
      <blockquote className="rounded-xl border-l-4 border-accent bg-accent-soft px-5 py-4 font-serif text-lg">{sentence}</blockquote>
      {walletText !== undefined && (
        <p className="text-sm text-muted">
          <T id="signing.wallet-text" /> <q>{walletText}</q>
        </p>
      )}
      <div className="grid gap-6 sm:grid-cols-2">
        <List title="signing.public" items={becomesPublic} />
        <List title="signing.private" items={staysPrivate} />
      </div>
      <Facts>
        <Fact name={<T id="signing.cost" />}>
          <strong>
            <T id="signing.cost.free" />
          </strong>{" "}
          <T id="signing.cost.why" />
        </Fact>
        <Fact name={<T id="signing.chain" />}>
          <T id="signing.chain.value" values={{ name: chain?.name ?? "", id: String(typedData.domain.chainId) }} />
        </Fact>
      </Facts>
      <Disclosure summary={<T id="signing.data" />}>
        <Facts>
          <Fact name={<T id="signing.domain" />}>
            {typedData.domain.name} {typedData.domain.version}
          </Fact>
          <Fact name={<T id="signing.contract" />}>
            <AccountChip account={typedData.domain.verifyingContract} />
          </Fact>
          {typedFieldsOf(typedData.types, typedData.primaryType, typedData.message).map(({ name, type, value }) => (
            <Fact key={name} name={<code className="font-mono text-sm">{name}</code>}>
              <FieldValue name={text("signing.value")} type={type} value={value} />
            </Fact>
          ))}
        </Facts>
      </Disclosure>
    </div>
  );
}

function List({ title, items }: { title: MessageId; items: readonly MessageId[] }) {
  return (
    <div>
      <h3 className="font-sans text-base font-semibold">
        <T id={title} />
      </h3>
      <ul className="mt-2 list-disc space-y-1 pl-5">
        {items.map((id) => (
          <li key={id}>
            <T id={id} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function FieldValue({ name, type, value }: { name: string; type: string; value: unknown }) {
  if (type === "bytes32") return <HashChip hash={String(value)} kind={name} />;
  if (type === "address") return <AccountChip account={String(value)} />;
  return <span className="break-words">{String(value)}</span>;
}
