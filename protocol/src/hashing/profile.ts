import type { Hex } from "viem";
import { encodeAbiParameters, keccak256, sliceHex, stringToHex } from "viem/utils";
import { flatJson } from "./flat-json.ts";
import type { Profile } from "../schemas/bundle.ts";

const TAG = keccak256(stringToHex("waybill.profile.v1"));

/**
 * What the chain keeps of an organisation's profile: the first 20 bytes of keccak256(abi.encode(tag, salt, keccak256(json))), where
 * json is the RFC 8785 form of the profile without `account` and `salt`. The account need not be hashed: the value stands in its slot.
 *
 * Two profiles with one hash are found after 2^80 of them by whoever may choose both. So the salt is 32 random bytes that whoever registers draws when the
 * rest stands and cannot be changed any more: then one of the two is given, and another one to it takes 2^160, as another key for an address does.
 */
export function profileHashOf({ account: _account, salt, ...shown }: Profile): Hex {
  const words = [{ type: "bytes32" }, { type: "bytes32" }, { type: "bytes32" }] as const;
  return sliceHex(keccak256(encodeAbiParameters(words, [TAG, salt as Hex, keccak256(stringToHex(flatJson(shown)))])), 0, 20);
}
