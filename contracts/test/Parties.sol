// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IActorRegistry} from "../interfaces/IActorRegistry.sol";
import {ICustody} from "../interfaces/ICustody.sol";
import {ISupplyChain} from "../interfaces/ISupplyChain.sol";
import {ReferenceTypedData} from "../reference/ReferenceTypedData.sol";
import {Test} from "./Test.sol";

/// @dev Four organisations with keys, and the digests that they sign: made by the slow twin, under the domain that the contract tells.
abstract contract Parties is Test {
    uint256 internal constant PARTIES = 4;

    function key(uint256 seed) internal pure returns (uint256) {
        return 0xA11CE + (seed % PARTIES);
    }

    function party(uint256 seed) internal pure returns (address) {
        return VM.addr(key(seed));
    }

    function register(ICustody chain, address account) internal {
        IActorRegistry(address(chain)).registerActor(account, 1, bytes20(account));
    }

    function handoverDigest(
        ICustody chain,
        bytes32 unit,
        address from,
        address to,
        uint64 seq,
        bytes32 docHash,
        uint48 deadline
    ) internal view returns (bytes32) {
        return digest(chain, ReferenceTypedData.handover(unit, from, to, seq, docHash, deadline));
    }

    function digest(ICustody chain, bytes32 structHash) internal view returns (bytes32) {
        return ReferenceTypedData.digestOf(ISupplyChain(address(chain)), structHash);
    }
}
