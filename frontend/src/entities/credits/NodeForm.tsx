import { AskNode } from "../check/AskNode.tsx";
import { AccountChip } from "../PartyChip.tsx";
import { T, type MessageId } from "../../lib/i18n/text.tsx";
import { nodeOfTab, rememberedNode } from "../../lib/node-address.ts";
import { Button } from "../../ui/Button.tsx";

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
  return (
    <AskNode initial={nodeOfTab() ?? rememberedNode() ?? initial} onChosen={onStart}>
      <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
        <T id={tokenText} />
        <AccountChip account={token} copy />
      </p>
      <Button type="submit" look="primary" busy={busy}>
        <T id={action} />
      </Button>
    </AskNode>
  );
}
