import type { ReactNode } from "react";

const AS_IT_IS = { __html: "" };

/** Drawn by the server alone: in the browser, without children, what the server drew stays as it is. */
export function ServerDrawn({ children }: { children?: ReactNode }) {
  if (children !== undefined) return <div>{children}</div>;
  return <div suppressHydrationWarning dangerouslySetInnerHTML={AS_IT_IS} />;
}
