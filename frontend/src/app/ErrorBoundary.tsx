import { Component, type ReactNode } from "react";
import { T } from "../lib/i18n/text.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";

/** Shows a defect of ours as what it is, instead of an empty page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="mx-auto max-w-2xl px-5 py-16">
        <Callout tone="failed" title={<T id="error.defect.title" />} live>
          <p>
            <T id="error.defect.detail" />
          </p>
          <Button onClick={() => location.reload()}>
            <T id="error.retry" />
          </Button>
        </Callout>
      </main>
    );
  }
}
