import { defineProblems } from "../../platform/errors.ts";

export const IDENTITY_PROBLEMS = defineProblems("identity", {
  registrationClosed: {
    status: 403,
    title: "This installation does not take registrations from everybody.",
    help: "Ask its operator to register your account on chain, and say who you are after that.",
  },
  unknownNote: {
    status: 404,
    title: "You have made no note of this id.",
    help: "Note first what your wallet is about to send: the answer names the note.",
  },
  wrongSignature: {
    status: 403,
    title: "The registration is not signed by the account it names.",
    help: "Sign the Registration typed data of exactly this profile with the account in it, under this chain and contract.",
  },
  rolesNotOffered: {
    status: 403,
    title: "These roles are not given to everybody who asks.",
    help: "Ask for producer, processor, carrier or retailer; verifiers and anchorers are named by the operator.",
  },
  wrongCheckDigit: { status: 422, title: "The GLN has a wrong check digit.", help: "Check the number for a typing error." },
  glnTaken: {
    status: 409,
    title: "Another organisation is registered with this GLN.",
    help: "If it is yours, ask the operator to settle who may use it.",
  },
  registrationReplayed: {
    status: 409,
    title: "This registration was used before and has been replaced.",
    help: "Sign a new registration with a fresh nonce.",
  },
  nonceUsed: {
    status: 409,
    title: "Another registration of this account was signed with this nonce.",
    help: "What was registered then has not changed. Sign what is to change with a fresh nonce.",
  },
  revoked: {
    status: 403,
    title: "This account has been revoked and cannot be registered again.",
    help: "Register with another account.",
  },
  malformedSignIn: {
    status: 400,
    title: "The message to sign in with is not one of EIP-4361.",
    help: "Write it line by line as EIP-4361 has it; most wallets and libraries do.",
  },
  foreignSignIn: {
    status: 403,
    title: "The message asks to sign in somewhere else, or at another time.",
    help: "Name the domain, address and chain of this installation, and times between those of the challenge.",
  },
  challengeUsed: {
    status: 403,
    title: "This challenge is unknown, used or too old.",
    help: "Ask for a new one and sign it within five minutes. Each can be used once.",
  },
  wrongSignIn: {
    status: 403,
    title: "The message is not signed by the account that it names.",
    help: "Sign exactly this message with personal_sign (EIP-191), by the key or the wallet contract of the account in it.",
  },
  sessionEnded: {
    status: 401,
    title: "There is no session, or it has ended.",
    help: "Sign in again. A session also ends when its refresh token is used twice, as somebody may have copied it.",
  },
  wrongPassword: {
    status: 401,
    title: "This is not the password of that e-mail address, or nobody has the address.",
    help: "Check both for typing errors; which of them is wrong is told to nobody. An admin can give you a link that resets your password.",
  },
  codeNeeded: { status: 401, title: "A code of the authenticator app is needed as well.", help: "Send the same again with `code`." },
  passwordNotEnough: {
    status: 403,
    title: "You have a second factor, so your password alone is not enough here.",
    help: "Sign in with it, and show the access token in place of e-mail address and password.",
  },
  expiredCode: {
    status: 401,
    title: "This code was right and has just expired.",
    help: "Send the next one that the app shows. Each is good for 30 seconds; if this happens again and again, set the clock of the device.",
  },
  wrongCode: {
    status: 401,
    title: "This code is wrong, too old, or was used before.",
    help: "Send the newest code of the app, or a recovery code. Each is good once.",
  },
  tooManyAttempts: {
    status: 429,
    title: "Too many attempts to sign in.",
    help: "Wait a quarter of an hour. Signing in with a wallet or a passkey is not affected.",
    retryable: true,
  },
  weakPassword: {
    status: 422,
    title: "This password is too easy to guess.",
    help: "Choose 8 to 128 characters that nobody else would choose.",
  },
  resetUsed: {
    status: 403,
    title: "This link is unknown, used or too old.",
    help: "Ask for another; each is good once, for an hour, and until there is a newer one.",
  },
  passkeyNeeded: {
    status: 401,
    title: "A passkey of yours is needed as well.",
    help: "Send the same again with `passkey`, which answers POST /api/password-resets/passkey-options.",
  },
  nothingToReset: { status: 409, title: "This person has no password.", help: "Whoever signs in with a wallet goes on doing so." },
  moreThanMember: {
    status: 409,
    title: "This person is more than one of your organisation.",
    help: "Whoever runs the installation gives a link to people who act for others as well.",
  },
  waysInChanged: {
    status: 409,
    title: "Somebody else changed this person's ways in within the last seven days.",
    help: "Whoever did could act as this person. Make sure with the person itself, and propose it again when seven days have passed.",
  },
  ownWaysIn: {
    status: 409,
    title: "This is done for others, never for oneself.",
    help: "Change your own password and second factors on your account page, or have another admin do this.",
  },
  noPassword: {
    status: 409,
    title: "You sign in with a wallet, and have no password.",
    help: "Your wallet is what protects your account.",
  },
  hasSecondFactor: { status: 409, title: "You have an authenticator app already.", help: "Have it forgotten first, then set up another." },
  wrongPasskey: {
    status: 403,
    title: "What the passkey answered does not hold.",
    help: "Answer the challenge on a page of this installation, by finger, face or PIN, and send it as the browser gives it.",
  },
  unregisteredPasskey: {
    status: 403,
    title: "Nobody signs in here with this passkey.",
    help: "It was removed here, or never kept. Sign in another way, then add one.",
  },
  regressedPasskey: {
    status: 403,
    title: "This passkey counts backwards: there may be a copy of it.",
    help: "Sign in another way, remove the passkey, and add a new one.",
  },
  signUpClosed: {
    status: 403,
    title: "This installation gives accounts to nobody who asks.",
    help: "Sign in with a wallet, or ask an admin of your organisation or of the installation for an invitation.",
  },
  passkeyTaken: { status: 409, title: "This passkey is kept here already.", help: "Use it, or add one of another device." },
  tooManyPasskeys: { status: 409, title: "You have twenty passkeys already.", help: "Remove those that you do not use." },
  unknownPasskey: { status: 404, title: "You have no such passkey.", help: "List your passkeys again." },
  lastWayIn: {
    status: 409,
    title: "This passkey is your last way in.",
    help: "Add another passkey first: you have no wallet and no password.",
  },
  invitationUsed: {
    status: 403,
    title: "This invitation is unknown, used, withdrawn or too old.",
    help: "Ask who invited you for another; each is good once, for a week, and until it is withdrawn.",
  },
  unknownInvitation: {
    status: 404,
    title: "No open invitation has this id.",
    help: "It was taken or withdrawn, or has ended. List the open ones again.",
  },
  emailTaken: {
    status: 409,
    title: "Somebody signs in with this e-mail address already.",
    help:
      "If it is you, sign in, and take the invitation then. Nobody is invited twice under one address: whoever has forgotten the password asks an " +
      "admin for a link that resets it.",
  },
  roleNotHeld: {
    status: 409,
    title: "The organisation is not on chain what this role stands for.",
    help: "Choose another role, or have the organisation registered with it first.",
  },
  lastAdmin: {
    status: 409,
    title: "This is the last admin of the installation.",
    help: "Make somebody else one first; whoever runs Waybill can do so at a terminal, too.",
  },
  lastTwoAdmins: {
    status: 409,
    title: "Under the two-person rule there are two admins at least.",
    help: "Make somebody else one first, or have the rule switched off.",
  },
  secondAdminNeeded: {
    status: 409,
    title: "Under the two-person rule nobody becomes admin by an invitation.",
    help: "Invite them as auditor, or have them sign in; then propose them as admin, which another admin confirms.",
  },
  samePerson: { status: 409, title: "You proposed this yourself.", help: "Another admin has to confirm it." },
  unknownProposal: { status: 404, title: "Nothing of this id waits for a second admin.", help: "List what waits again." },
  unknownPerson: { status: 404, title: "There is no person of this id.", help: "Ask them for the id on their account page." },
  unknownMember: { status: 404, title: "Nobody of your organisation has this id.", help: "List its people again." },
  otherPerson: {
    status: 403,
    title: "This proves somebody else than the person of this session.",
    help: "Prove it with a wallet, password or passkey of your own, or sign out and in again.",
  },
  unknownKey: { status: 404, title: "Your organisation has no such key, or it has ended.", help: "List the keys again." },
  tooManyKeys: { status: 409, title: "Your organisation has a hundred keys already.", help: "Revoke those that nobody uses." },
  unknownSession: { status: 404, title: "This is no session of yours, or it has ended.", help: "List your sessions again." },
  unknownActor: { status: 404, title: "Nobody is registered under this account.", help: "Check the address." },
});
