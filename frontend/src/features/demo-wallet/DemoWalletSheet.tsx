import type { DemoWallet } from "@waybill/protocol/schemas/api/identity";
import { Building2 } from "lucide-react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import type { Question } from "./ask-store.ts";
import { Rows, TypedDataTable } from "./TypedDataTable.tsx";

interface DemoWalletSheetProps {
  question: Question | null;
  wallets: readonly DemoWallet[];
  onAnswer: (value: string) => void;
  onRefuse: () => void;
}

/** The demonstration wallet's own window. Always says that its keys are public. */
export function DemoWalletSheet({ question, wallets, onAnswer, onRefuse }: DemoWalletSheetProps) {
  const text = useText();
  const signing = question !== null && question.kind !== "connect";
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => {
        if (!open) onRefuse();
      }}
      title={<T id={question?.kind === "transaction" ? "demo.send" : signing ? "demo.sign" : "demo.choose"} />}
      description={<T id="demo.warning" />}
      closeLabel={text("supplier.close")}
      className="border-t-4 border-t-unsure"
      footer={
        signing ? (
          <>
            <Button onClick={onRefuse}>
              <T id="demo.refuse" />
            </Button>
            <Button look="primary" onClick={() => onAnswer("yes")} data-testid="demo-wallet-sign">
              <T id={question.kind === "transaction" ? "demo.confirm-send" : "demo.confirm"} />
            </Button>
          </>
        ) : undefined
      }
    >
      {question?.kind === "connect" && (
        <ul className="space-y-2">
          {wallets.map(({ account, name }) => (
            <li key={account}>
              <button
                type="button"
                onClick={() => onAnswer(account)}
                className="flex min-h-14 w-full items-center gap-3 rounded-xl border border-line-strong bg-surface px-4 py-2 text-left hover:bg-sunken"
              >
                <Building2 aria-hidden className="size-5 shrink-0 text-muted" />
                <span className="min-w-0">
                  <span className="block font-medium">{name}</span>
                  <span className="block truncate font-mono text-xs text-muted">{account}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {question?.kind === "sign" && <TypedDataTable account={question.account} typedData={question.typedData} />}
      {question?.kind === "transaction" && (
        <Rows title={<T id="demo.request" />} rows={Object.entries({ ...question.transaction, from: question.account })} />
      )}
      {question?.kind === "message" && <pre className="whitespace-pre-wrap">{question.text}</pre>}
    </Dialog>
  );
}
