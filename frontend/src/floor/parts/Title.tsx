import type { ReactNode } from "react";
import { useDocumentTitle } from "../../lib/document-title.ts";

export function Title({ title, children }: { title: string; children?: ReactNode }) {
  useDocumentTitle(title);
  return (
    <header className="no-print mb-5">
      <h1 className="text-3xl">{title}</h1>
      {children !== undefined && <div className="mt-2 text-muted">{children}</div>}
    </header>
  );
}
