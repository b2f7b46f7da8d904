import { AskNode } from "../../entities/check/AskNode.tsx";
import { useConsole } from "../../entities/console/console.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { useNode } from "./use-node.ts";

/** Which node checks ask. */
export function NodeChoice() {
  const { rpcUrl, choose } = useNode(useConsole().config);
  return (
    <Disclosure summary={<T id="operations.audit.node" values={{ node: <span className="break-all">{rpcUrl}</span> }} />}>
      <AskNode initial={rpcUrl} onChosen={choose}>
        <Button type="submit" size="small">
          <T id="operations.audit.node.use" />
        </Button>
      </AskNode>
    </Disclosure>
  );
}
