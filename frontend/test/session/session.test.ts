import { expect } from "chai";
import { createSession, wantsProof, type Session } from "../../src/lib/session/create-session.ts";
import { ApiError, UnreachableError } from "../../src/lib/api/errors.ts";

interface Asked {
  path: string;
  bearer: string | null;
}

describe("the session of a browser", () => {
  const usual = globalThis.fetch;
  let asked: Asked[];
  let answer: (path: string) => Response;
  let now: number;
  let stored: Map<string, string>;
  let heard: (() => void)[];

  const grant = (accessToken: string) => ({ accessToken, expiresAt: new Date(now + 600_000).toISOString() });
  const create = (): Session =>
    createSession({
      storage: {
        getItem: (key) => stored.get(key) ?? null,
        setItem: (key, value) => void stored.set(key, value),
        removeItem: (key) => void stored.delete(key),
      },
      others: {
        postMessage: () => heard.forEach((listener) => listener()),
        addEventListener: (_: string, listener: unknown) => void heard.push(listener as () => void),
      } as never,
      now: () => now,
    });
  const refusal = (code: string) => Response.json({ title: "t", detail: "d", code }, { status: 401 });
  const paths = () => asked.map(({ path, bearer }) => (bearer === null ? path : `${path} ${bearer}`));

  beforeEach(() => {
    [asked, stored, heard, now] = [[], new Map(), [], Date.parse("2026-06-01T10:00:00Z")];
    answer = (path) => (path.endsWith("/refresh") ? Response.json(grant(`t${asked.length}`)) : Response.json({}));
    globalThis.fetch = ((path: string, init: RequestInit) => {
      asked.push({ path, bearer: new Headers(init.headers).get("authorization")?.slice(7) ?? null });
      return Promise.resolve().then(() => answer(path));
    }) as typeof fetch;
  });
  afterEach(() => {
    globalThis.fetch = usual;
  });

  it("is not asked for where nobody ever signed in", () => {
    const session = create();
    session.start();
    expect(session.state()).to.deep.equal({ kind: "out" });
    expect(asked).to.deep.equal([]);
  });

  it("goes on after a reload, and keeps its token in memory alone", async () => {
    create().accept(grant("first"));
    expect([...stored.values()].join()).not.to.include("first");
    const session = create();
    session.start();
    await session.send("/api/me");
    expect(session.state()).to.deep.equal({ kind: "in" });
    expect(paths()).to.deep.equal(["/api/sessions/refresh", "/api/me t1"]);
  });

  it("asks once for the next token, however many requests need it, and before it has run out", async () => {
    const session = create();
    session.accept(grant("first"));
    await session.send("/a");
    now += 590_000;
    await Promise.all([session.send("/b"), session.send("/c")]);
    expect(paths()).to.deep.equal(["/a first", "/api/sessions/refresh", "/b t2", "/c t2"]);
  });

  it("ends when the server knows it no more", async () => {
    const session = create();
    session.accept(grant("first"));
    answer = () => Response.json({}, { status: 401 });
    const refused = await session.send("/a").catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(ApiError).with.property("status", 401);
    expect(session.state()).to.deep.equal({ kind: "out" });
    expect(stored.size).to.equal(0);
  });

  it("does not end because an act wants a fresh proof", async () => {
    const session = create();
    session.accept(grant("first"));
    answer = () => Response.json({ title: "t", detail: "d", code: "platform.step-up-required" }, { status: 401 });
    const refused = await session.send("/a").catch((error: unknown) => error);
    expect(wantsProof(refused)).to.equal(true);
    expect(session.state()).to.deep.equal({ kind: "in" });
  });

  it("goes on with the next token when a proof in another tab has ended the one before, and sends the same again", async () => {
    const session = create();
    session.accept(grant("first"));
    answer = (path) => {
      if (path.endsWith("/refresh")) return Response.json(grant("second"));
      return asked.at(-1)?.bearer === "first" ? refusal("platform.unauthorised") : Response.json({});
    };
    expect((await session.send("/a", { method: "POST" })).status).to.equal(200);
    expect(paths()).to.deep.equal(["/a first", "/api/sessions/refresh", "/a second"]);
    answer = (path) => (path.endsWith("/refresh") ? Response.json(grant("third")) : refusal("platform.unauthorised"));
    await session.send("/b").catch(() => undefined);
    expect(session.state()).to.deep.equal({ kind: "out" });
  });

  it("does not end because a password or a code was wrong", async () => {
    const session = create();
    session.accept(grant("first"));
    for (const code of ["identity.wrong-password", "identity.code-needed", "identity.wrong-code"]) {
      answer = () => refusal(code);
      await session.send("/api/sessions/current/proof").catch(() => undefined);
      expect(session.state(), code).to.deep.equal({ kind: "in" });
    }
  });

  it("does not end because nobody answers", async () => {
    create().accept(grant("first"));
    answer = () => {
      throw new TypeError("no network");
    };
    const session = create();
    const failure = await session.send("/a").catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UnreachableError);
    session.start();
    await new Promise((resolve) => {
      const stop = session.subscribe(() => (stop(), resolve(undefined)));
    });
    expect(session.state().kind).to.equal("failed");
    answer = () => Response.json(grant("later"));
    session.start();
    await session.send("/a");
    expect(session.state().kind).to.equal("in");
  });

  it("ends in every tab when it is ended in one", () => {
    const [one, other] = [create(), create()];
    one.accept(grant("first"));
    other.accept(grant("first"));
    one.forget();
    expect(other.state()).to.deep.equal({ kind: "out" });
  });
});
